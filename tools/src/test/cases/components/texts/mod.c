int texts;
