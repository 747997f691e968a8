extern int marked_n;
