extern int pulse_bufs;
