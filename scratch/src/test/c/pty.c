// SPDX-License-Identifier: Apache-2.0
/*
 * pty: a pseudo terminal to push line disciplines on. Obeys the lines of its standard input and
 * answers each with one line:
 *
 *   push NUMBER   set the line discipline of the slave   push NUMBER: ok
 *   pop           set N_TTY again                        pop: ok
 *   write TEXT    the slave's user writes TEXT and a newline; what the terminal shows:
 *                                                        write: "TEXT\r\n"
 *   type TEXT     the terminal types TEXT and a newline; what the slave's user reads:
 *                                                        type: "TEXT\n"
 *                 and what the terminal shows of it:     echo: "TEXT\r\n"
 *   raw           no canonical mode, echo, output processing
 *   size COUNT    the slave writes COUNT bytes of 'a' while the terminal reads them; what came:
 *                                                        size: COUNT of COUNT, byte A
 *   run COMMAND   a shell command                        run: STATUS
 *
 * A failure is answered with the errno's text instead of ok.
 */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int master;
static int slave;

static void quoted(const char *name, const char *text, ssize_t n)
{
	printf("%s: \"", name);
	for (ssize_t i = 0; i < n; i++) {
		if (text[i] == '\r')
			printf("\\r");
		else if (text[i] == '\n')
			printf("\\n");
		else
			putchar(text[i]);
	}
	printf("\"\n");
}

/* What can be read until nothing has come for a while. */
static ssize_t gather(int fd, char *text, size_t size)
{
	struct pollfd ready = { .fd = fd, .events = POLLIN };
	size_t n = 0;

	while (n < size && poll(&ready, 1, n == 0 ? 3000 : 300) == 1) {
		ssize_t got = read(fd, text + n, size - n);

		if (got <= 0)
			break;
		n += got;
	}
	return n;
}

static void discipline(const char *name, int number)
{
	if (ioctl(slave, TIOCSETD, &number) == 0)
		printf("%s: ok\n", name);
	else
		printf("%s: %s\n", name, strerror(errno));
}

static void transfer(const char *name, int from, int to, const char *text)
{
	char line[1024];
	char got[4096];
	int n = snprintf(line, sizeof(line), "%s\n", text);

	if (write(from, line, n) != n) {
		printf("%s: %s\n", name, strerror(errno));
		return;
	}
	quoted(name, got, gather(to, got, sizeof(got)));
}

static void raw(void)
{
	struct termios terminal;

	tcgetattr(slave, &terminal);
	cfmakeraw(&terminal);
	printf("raw: %s\n", tcsetattr(slave, TCSANOW, &terminal) ? strerror(errno) : "ok");
}

/* A child writes, so that reader and writer can wait for each other. */
static void size(long count)
{
	char block[8192];
	long n = 0;
	int byte = 0;
	pid_t child = fork();

	if (child == 0) {
		memset(block, 'a', sizeof(block));
		while (n < count) {
			long some = count - n < (long)sizeof(block) ? count - n : (long)sizeof(block);
			ssize_t written = write(slave, block, some);

			if (written <= 0)
				_exit(1);
			n += written;
		}
		_exit(0);
	}
	while (n < count) {
		ssize_t got = gather(master, block, sizeof(block));

		if (got <= 0)
			break;
		n += got;
		byte = block[0];
	}
	waitpid(child, NULL, 0);
	printf("size: %ld of %ld, byte %c\n", n, count, byte);
}

static void obey(char *line)
{
	char *rest = strchr(line, ' ');
	char got[4096];

	if (rest)
		*rest++ = '\0';
	else
		rest = line + strlen(line);
	if (strcmp(line, "push") == 0) {
		char name[64];

		snprintf(name, sizeof(name), "push %s", rest);
		discipline(name, atoi(rest));
	} else if (strcmp(line, "pop") == 0) {
		discipline("pop", 0);
	} else if (strcmp(line, "write") == 0) {
		transfer("write", slave, master, rest);
	} else if (strcmp(line, "type") == 0) {
		transfer("type", master, slave, rest);
		quoted("echo", got, gather(master, got, sizeof(got)));
	} else if (strcmp(line, "raw") == 0) {
		raw();
	} else if (strcmp(line, "size") == 0) {
		size(atol(rest));
	} else if (strcmp(line, "run") == 0) {
		int status = system(rest);

		printf("run: %d\n", WIFEXITED(status) ? WEXITSTATUS(status) : -1);
	} else {
		printf("%s: no such command\n", line);
	}
	fflush(stdout);
}

int main(void)
{
	char line[1024];

	master = posix_openpt(O_RDWR | O_NOCTTY);
	if (master < 0 || grantpt(master) || unlockpt(master)) {
		fprintf(stderr, "pty: no pseudo terminal: %s\n", strerror(errno));
		return 1;
	}
	slave = open(ptsname(master), O_RDWR | O_NOCTTY);
	if (slave < 0) {
		fprintf(stderr, "pty: %s: %s\n", ptsname(master), strerror(errno));
		return 1;
	}
	fcntl(master, F_SETFD, FD_CLOEXEC);
	fcntl(slave, F_SETFD, FD_CLOEXEC);
	while (fgets(line, sizeof(line), stdin)) {
		line[strcspn(line, "\n")] = '\0';
		obey(line);
	}
	return 0;
}
