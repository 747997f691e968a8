int pulse;
