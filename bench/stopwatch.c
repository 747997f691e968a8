// SPDX-License-Identifier: Apache-2.0
/*
 * stopwatch WHAT COMMAND [ARGUMENT ...]: runs the command and prints "@WHAT SECONDS". In an emulated
 * machine a shell that asks date(1) for the time would measure the start of date.
 */
#define _POSIX_C_SOURCE 200809L
#include <spawn.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec + t.tv_nsec / 1e9;
}

int main(int argc, char **argv)
{
	double start;
	pid_t child;
	int status;

	if (argc < 3) {
		fprintf(stderr, "usage: stopwatch WHAT COMMAND [ARGUMENT ...]\n");
		return 64;
	}
	start = now();
	if (posix_spawnp(&child, argv[2], NULL, NULL, argv + 2, environ) != 0 ||
	    waitpid(child, &status, 0) != child) {
		perror(argv[2]);
		return 2;
	}
	start = now() - start;
	printf("@%s %.6f\n", argv[1], start);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 2;
}
