// SPDX-License-Identifier: GPL-2.0-only OR MIT
/*
 * modload, moduload and modstat on top of kmadmin: dependencies, the state lock, the change log and the
 * search path are the same, whoever asks. kmadmin is called by the path that this was compiled with and with an
 * environment of ours, since a privileged program may have been given another one.
 */
#define _GNU_SOURCE
#include <sys/mod.h>

#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER 65536

/* What kmadmin said, as far as it fits; words for people and answers for us may be mixed. */
struct answer {
	char text[ANSWER];
	size_t length;
	int status;
};

static int failed(int error)
{
	errno = error;
	return -1;
}

/* Everything up to the end of file: who writes must never wait for us. */
static void take(int from, struct answer *answer)
{
	char rest[4096];
	ssize_t n;

	answer->length = 0;
	for (;;) {
		size_t room = ANSWER - 1 - answer->length;

		n = room ? read(from, answer->text + answer->length, room)
			 : read(from, rest, sizeof(rest));
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			break;
		if (room)
			answer->length += (size_t)n;
	}
	answer->text[answer->length] = 0;
}

static int start(pid_t *child, const char *option, const char *operand, int said)
{
	char *arguments[] = { "kmadmin", (char *)option, (char *)operand, NULL };
	char *environment[] = { "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", NULL };
	posix_spawn_file_actions_t files;
	int error = posix_spawn_file_actions_init(&files);

	if (error)
		return error;
	error = posix_spawn_file_actions_addopen(&files, 0, "/dev/null", O_RDONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&files, said, 1);
	if (!error)
		error = posix_spawn_file_actions_adddup2(&files, said, 2);
	if (!error)
		error = posix_spawn_file_actions_addclosefrom_np(&files, 3);
	if (!error)
		error = posix_spawn(child, DLKM_KMADMIN, &files, NULL, arguments, environment);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

/* Run kmadmin and wait for it. 0, or an errno where it could not be run at all. */
static int ask(const char *option, const char *operand, struct answer *answer)
{
	int ends[2];
	pid_t child;
	int status;
	int error;

	/* Without it the kernel has no modules, or nobody here knows of them. */
	if (access("/proc/modules", F_OK) || access(DLKM_KMADMIN, X_OK))
		return ENOSYS;
	if (pipe2(ends, O_CLOEXEC))
		return errno;
	error = start(&child, option, operand, ends[1]);
	close(ends[1]);
	if (!error)
		take(ends[0], answer);
	close(ends[0]);
	if (error)
		return error;
	while (waitpid(child, &status, 0) < 0) {
		if (errno != EINTR)
			return errno;
	}
	answer->status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	return 0;
}

/* --- errors -------------------------------------------------------------------------------------- */

/* Where a refusal of the kernel or of the module names the error, and what modload(3) calls it. */
static const struct {
	const char *name;
	int loading;
	int unloading;
} errors[] = {
	{ "EPERM", EPERM, EPERM },
	{ "EACCES", EACCES, EACCES },
	{ "ENOENT", ERELOC, EINVAL },
	{ "ENOEXEC", ERELOC, EINVAL },
	{ "EPROTO", EBADVER, EPROTO },
	{ "ENOSYS", ENOSYS, ENOSYS },
	{ "EINVAL", EINVAL, EINVAL },
	{ "EBUSY", EBUSY, EBUSY },
	{ "EEXIST", EEXIST, EBUSY },
	{ "EAGAIN", EAGAIN, EBUSY },
	{ "EWOULDBLOCK", EAGAIN, EBUSY },
	{ "ENOKEY", ENOKEY, EBUSY },
	{ "EKEYREJECTED", EKEYREJECTED, EBUSY },
	{ "ENOMEM", ENOMEM, ENOMEM },
	{ "ENODEV", ENODEV, ENODEV },
	{ "ENXIO", ENXIO, ENXIO },
	{ "EIO", EIO, EIO },
};

/* Where a name stands in a text as a word; NULL where it doesn't. */
static const char *named(const char *text, const char *name)
{
	size_t length = strlen(name);
	const char *at = text;

	while ((at = strstr(at, name))) {
		char after = at[length];
		int begins = at == text || strchr(" (", at[-1]);

		if (begins && !(after >= 'A' && after <= 'Z') && !(after >= '0' && after <= '9'))
			return at;
		at += length;
	}
	return NULL;
}

/* The first error that is named: what follows it are the kernel's own words. */
static int error_of(const struct answer *answer, int loading, int otherwise)
{
	const char *first = NULL;
	size_t i;

	for (i = 0; i < sizeof(errors) / sizeof(errors[0]); i++) {
		const char *at = named(answer->text, errors[i].name);

		if (at && (!first || at < first)) {
			first = at;
			otherwise = loading ? errors[i].loading : errors[i].unloading;
		}
	}
	return otherwise;
}

/* --- status -------------------------------------------------------------------------------------- */

/* The value of a line of kmadmin -q; NULL where it isn't there or is "-". */
static const char *value(const char *text, const char *label, char *to, size_t size)
{
	size_t length = strlen(label);
	const char *line = text;

	while (line && *line) {
		const char *end = strchrnul(line, '\n');

		if (strncmp(line, label, length) == 0 && line[length] == ' ') {
			const char *from = line + length + strspn(line + length, " ");
			size_t n = (size_t)(end - from);

			snprintf(to, size, "%.*s", (int)n, from);
			return strcmp(to, "-") == 0 ? NULL : to;
		}
		line = *end ? end + 1 : NULL;
	}
	return NULL;
}

static unsigned long number(const char *text, const char *label, unsigned long otherwise)
{
	char found[64];

	return value(text, label, found, sizeof(found)) ? strtoul(found, NULL, 0) : otherwise;
}

static int type(const char *text)
{
	char name[32];

	if (!value(text, "Type", name, sizeof(name)))
		return MOD_TY_NONE;
	if (strcmp(name, "WSIO") == 0)
		return MOD_TY_WSIO;
	if (strcmp(name, "STREAMS") == 0)
		return MOD_TY_STREAMS;
	return strcmp(name, "Misc") == 0 ? MOD_TY_MISC : MOD_TY_NONE;
}

static void *address(const char *text, const char *label)
{
	return (void *)number(text, label, 0);
}

static void fill(const char *text, struct modstatus *status)
{
	struct mod_specific_stat *info = &status->ms_msinfo[0];
	char word[32];
	size_t i;

	memset(status, 0, sizeof(*status));
	status->ms_id = (int)number(text, "Module id", 0);
	value(text, "Module name", status->ms_name, sizeof(status->ms_name));
	if (!value(text, "Version", status->ms_version, sizeof(status->ms_version)))
		status->ms_version[0] = 0;
	if (!value(text, "Object file", status->ms_path, sizeof(status->ms_path)))
		status->ms_path[0] = 0;
	status->ms_reg = 1;
	status->ms_loaded = value(text, "Status", word, sizeof(word)) &&
			    strcmp(word, "UNLOADED") != 0;
	status->ms_rev = status->ms_loaded ? 10 : 0;
	status->ms_base = address(text, "Address");
	status->ms_size = number(text, "Size", 0);
	status->ms_bss = address(text, "BSS address");
	status->ms_bss_size = number(text, "BSS size", 0);
	status->ms_unload_delay = (int)number(text, "Unload delay", 0);
	status->ms_holdcnt = (int)number(text, "Hold count", 0);
	status->ms_depcnt = (int)number(text, "Dependent count", 0);
	for (i = 0; i < MODMAXLINK; i++) {
		status->ms_msinfo[i].mss_p0[0] = status->ms_msinfo[i].mss_p0[1] = -1;
		status->ms_msinfo[i].mss_p1[0] = status->ms_msinfo[i].mss_p1[1] = -1;
	}
	if (!value(text, "Description", info->mss_linkinfo, sizeof(info->mss_linkinfo)))
		info->mss_linkinfo[0] = 0;
	info->mss_type = type(text);
	info->mss_p0[0] = (int)number(text, "Block major", (unsigned long)-1);
	info->mss_p0[1] = (int)number(text, "Character major", (unsigned long)-1);
}

/* The smallest id in the list of kmadmin -s that is not below one; -1 without one. */
static int next_id(char *list, int from)
{
	int found = -1;
	char *rest;
	char *line;

	for (line = strtok_r(list, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		int id;

		if (sscanf(line, "%*s %d", &id) == 1 && id >= from && (found < 0 || id < found))
			found = id;
	}
	return found;
}

int modstat(int id, struct modstatus *status, int get_next)
{
	struct answer *answer = malloc(sizeof(*answer));
	char operand[16];
	int error;

	if (!answer)
		return -1;
	error = status ? 0 : EFAULT;
	if (!error && get_next) {
		error = ask("-s", "--ours", answer);
		id = error ? -1 : next_id(answer->text, id);
	}
	if (!error && id <= 0)
		error = EINVAL;
	if (!error) {
		snprintf(operand, sizeof(operand), "%d", id);
		error = ask("-q", operand, answer);
	}
	if (!error && answer->status != 0)
		error = EINVAL;
	if (!error)
		fill(answer->text, status);
	free(answer);
	return error ? failed(error) : 0;
}

/* --- load and unload ----------------------------------------------------------------------------- */

/* Errors that are known before anything is done, in the order of modload(3). */
static int refused(const char *path)
{
	const char *base = strrchr(path, '/');

	base = base ? base + 1 : path;
	if (strlen(path) >= PATH_MAX || strlen(base) > NAME_MAX)
		return ENAMETOOLONG;
	if (!*path || *path == '-')
		return EINVAL;
	if (geteuid() != 0)
		return EPERM;
	return *path == '/' && access(path, F_OK) ? errno : 0;
}

/* kmadmin -L prints the id on a line of its own; what else it says is for people. */
static int id_in(char *text)
{
	int id = -1;
	char *rest;
	char *line;

	for (line = strtok_r(text, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *end;
		long number = strtol(line, &end, 10);

		if (end != line && !*end)
			id = (int)number;
	}
	return id;
}

static int load_error(const struct answer *answer)
{
	if (strstr(answer->text, ": is not registered"))
		return ENOREG;
	if (strstr(answer->text, " is missing"))
		return ENOENT;
	return error_of(answer, 1, EINVAL);
}

int modload(const char *path)
{
	struct answer *answer;
	int error = path ? refused(path) : EFAULT;
	int id = -1;

	if (error)
		return failed(error);
	answer = malloc(sizeof(*answer));
	if (!answer)
		return -1;
	error = ask("-L", path, answer);
	if (!error)
		error = answer->status ? load_error(answer) : 0;
	if (!error) {
		id = id_in(answer->text);
		error = id < 0 ? EIO : 0;
	}
	free(answer);
	return error ? failed(error) : id;
}

int moduload(long id)
{
	struct answer *answer;
	char operand[32];
	int error;

	if (geteuid() != 0)
		return failed(EPERM);
	if (id < 0 || id > INT_MAX)
		return failed(EINVAL);
	answer = malloc(sizeof(*answer));
	if (!answer)
		return -1;
	snprintf(operand, sizeof(operand), "%ld", id);
	error = ask("-u", operand, answer);
	if (!error && answer->status != 0) {
		int unknown = strstr(answer->text, ": no registered module has this id") ||
			      strstr(answer->text, ": is not loaded");

		error = unknown ? EINVAL : error_of(answer, 0, EBUSY);
	}
	free(answer);
	return error ? failed(error) : 0;
}
