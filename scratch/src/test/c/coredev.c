// SPDX-License-Identifier: Apache-2.0
/* coredev DEVICE: asks the driver of the test module coredev, one line an answer. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <unistd.h>

struct pair {
	int number;
	int twice;
};

static int ready(int fd, short events, int wait)
{
	struct pollfd poller = { .fd = fd, .events = events };

	return poll(&poller, 1, wait) == 1 && poller.revents == events;
}

int main(int argc, char **argv)
{
	int fd = open(argv[1], O_RDWR);
	struct pair pair = { .number = 21 };
	int number = -1;
	char byte;

	if (argc != 2 || fd < 0) {
		perror(argv[1]);
		return 1;
	}
	if (ioctl(fd, _IOWR('w', 1, struct pair), &pair) == 0)
		printf("twice %d is %d\n", pair.number, pair.twice);
	if (ioctl(fd, _IOWR('w', 1, struct pair), NULL) < 0)
		printf("a wrong address: %s\n", strerror(errno));
	if (ioctl(fd, _IOR('w', 9, int), &number) < 0)
		printf("an unknown command: %s, %d\n", strerror(errno), number);
	ioctl(fd, _IOR('w', 2, int), &number);
	printf("cards: %d\n", number);
	if (ioctl(fd, _IO('w', 4), 8) < 0)
		printf("a wrong value: %s\n", strerror(errno));
	printf("activated: %d\n", ioctl(fd, _IO('w', 4), 7));
	ioctl(fd, _IOR('w', 3, int), &number);
	printf("probed: %d\n", number);
	printf("to be written %d, to be read %d\n", ready(fd, POLLOUT, 0), ready(fd, POLLIN, 0));
	if (fork() == 0) {
		usleep(100000);
		_exit(write(fd, "x", 1) == 1 ? 0 : 1);
	}
	printf("to be read after a write %d\n", ready(fd, POLLIN, 600000));
	wait(NULL);
	printf("read %zd", read(fd, &byte, 1));
	printf(", to be read then %d\n", ready(fd, POLLIN, 0));
	return 0;
}
