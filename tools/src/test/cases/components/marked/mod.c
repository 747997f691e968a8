int marked;
