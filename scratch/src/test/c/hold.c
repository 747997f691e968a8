// SPDX-License-Identifier: Apache-2.0
/*
 * hold FILE: opens the file for reading and writing (or reading alone), says "held PID", and
 * keeps it open until its standard input ends. Exit status 1 with the errno's text when it can't
 * be opened.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

int main(int argc, char **argv)
{
	char byte;
	int fd;

	if (argc != 2) {
		fprintf(stderr, "usage: hold FILE\n");
		return 64;
	}
	fd = open(argv[1], O_RDWR | O_NOCTTY);
	if (fd < 0 && errno == EACCES)
		fd = open(argv[1], O_RDONLY | O_NOCTTY);
	if (fd < 0) {
		fprintf(stderr, "hold: %s: %s\n", argv[1], strerror(errno));
		return 1;
	}
	printf("held %d\n", (int)getpid());
	fflush(stdout);
	while (read(0, &byte, 1) > 0)
		;
	return 0;
}
