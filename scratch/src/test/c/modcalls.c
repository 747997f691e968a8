// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * modcalls: modload(3), moduload(3) and modstat(3) as a program calls them. One call for each argument
 * pair, "load PATH", "unload ID", "stat ID", "next ID"; a line for each: the result, or the error's name.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mod.h>

static const char *name(int error)
{
	switch (error) {
	case ENOREG:
		return "ENOREG";
	case ERELOC:
		return "ERELOC";
	case EBADVER:
		return "EBADVER";
	default:
		return strerrorname_np(error);
	}
}

static void show(const struct modstatus *status)
{
	const struct mod_specific_stat *info = &status->ms_msinfo[0];

	printf("name=%s id=%d loaded=%d version=%s size=%s base=%s bss=%s bss_size=%s rev=%d path=%s "
	       "delay=%d holds=%d dependents=%d type=%d block=%d char=%d registered=%d info=%s\n",
	       status->ms_name, status->ms_id, status->ms_loaded, status->ms_version,
	       status->ms_size ? "some" : "0", status->ms_base ? "some" : "0",
	       status->ms_bss ? "some" : "0", status->ms_bss_size ? "some" : "0", status->ms_rev,
	       status->ms_path, status->ms_unload_delay, status->ms_holdcnt, status->ms_depcnt,
	       info->mss_type, info->mss_p0[0], info->mss_p0[1], status->ms_reg, info->mss_linkinfo);
}

static int call(const char *what, const char *operand)
{
	struct modstatus status;
	int result;

	if (strcmp(what, "load") == 0)
		return modload(operand);
	if (strcmp(what, "unload") == 0)
		return moduload(atol(operand));
	result = modstat(atoi(operand), &status, strcmp(what, "next") == 0);
	if (result == 0)
		show(&status);
	return result;
}

int main(int argc, char **argv)
{
	int i;

	for (i = 1; i + 1 < argc; i += 2) {
		int result = call(argv[i], argv[i + 1]);

		if (result < 0)
			printf("%s\n", name(errno));
		else if (argv[i][0] == 'l' || argv[i][0] == 'u')
			printf("%d\n", result);
	}
	return 0;
}
