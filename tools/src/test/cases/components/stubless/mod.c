int stubbed;
