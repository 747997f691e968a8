// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* sb_caller: calls stubs, from the context that is written to its parameter "call". */
#include <linux/delay.h>
#include <linux/interrupt.h>
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/timer.h>

/* What Modstub.h of the modules has. */
struct sb_pair {
	int a;
	int b;
};

int sb_add(struct sb_pair pair);
const char *sb_text(const char *prefix, size_t length);
void sb_poke(void);
int sb_double(int number);
int sb_fail(void);
int sb_ask(void);

#define THREADS 2

static DEFINE_SPINLOCK(lock);
static DECLARE_COMPLETION(called);
static struct task_struct *threads[THREADS];
static atomic_t right, wrong, failed;
static int result;

static int add(void)
{
	struct sb_pair pair = { 2, 3 };

	return sb_add(pair);
}

/* Both a native and a wrapped module, again and again. */
static int loop(void *unused)
{
	while (!kthread_should_stop()) {
		int sum = add(), twice = sb_double(21);

		atomic_inc(sum == 5 ? &right : sum == -ENXIO ? &failed : &wrong);
		atomic_inc(twice == 42 ? &right : twice == -EAGAIN ? &failed : &wrong);
		usleep_range(3000, 6000);
	}
	return 0;
}

static void in_timer(struct timer_list *timer)
{
	result = add();
	complete(&called);
}
static DEFINE_TIMER(timer, in_timer);

static void in_tasklet(struct tasklet_struct *tasklet)
{
	result = add();
	complete(&called);
}
static DECLARE_TASKLET(tasklet, in_tasklet);

static int call(const char *text, const struct kernel_param *param)
{
	const char *found;
	int i;

	if (sysfs_streq(text, "process")) {
		result = add();
	} else if (sysfs_streq(text, "text")) {
		found = sb_text("stub", 2);
		result = found ? found[0] : 0;
	} else if (sysfs_streq(text, "poke")) {
		sb_poke();
	} else if (sysfs_streq(text, "wrapped")) {
		result = sb_double(21);
	} else if (sysfs_streq(text, "fail")) {
		result = sb_fail();
	} else if (sysfs_streq(text, "timer")) {
		mod_timer(&timer, jiffies + 1);
		wait_for_completion(&called);
	} else if (sysfs_streq(text, "tasklet")) {
		tasklet_schedule(&tasklet);
		wait_for_completion(&called);
	} else if (sysfs_streq(text, "locked")) {
		spin_lock(&lock);
		result = add();
		spin_unlock(&lock);
	} else if (sysfs_streq(text, "rcu")) {
		rcu_read_lock();
		result = add();
		rcu_read_unlock();
	} else if (sysfs_streq(text, "start")) {
		for (i = 0; i < THREADS; i++)
			threads[i] = kthread_run(loop, NULL, "sb_caller");
	} else if (sysfs_streq(text, "stop")) {
		for (i = 0; i < THREADS; i++)
			kthread_stop(threads[i]);
	} else {
		return -EINVAL;
	}
	return 0;
}

static int report(char *buffer, const struct kernel_param *param)
{
	return sysfs_emit(buffer, "%d right %s wrong %d failed %d\n", result,
			  atomic_read(&right) > 0 ? "some" : "none", atomic_read(&wrong),
			  atomic_read(&failed));
}

static const struct kernel_param_ops call_ops = { .set = call, .get = report };
module_param_cb(call, &call_ops, NULL, 0600);

int sb_ask(void)
{
	return sb_fail();
}
EXPORT_SYMBOL(sb_ask);

static int __init begin(void)
{
	return 0;
}

static void __exit end(void)
{
	del_timer_sync(&timer);
	tasklet_kill(&tasklet);
}
module_init(begin);
module_exit(end);
MODULE_LICENSE("Dual MIT/GPL");
