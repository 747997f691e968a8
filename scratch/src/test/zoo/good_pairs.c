// SPDX-License-Identifier: GPL-2.0-only OR MIT
/* Makes and gives back what has no name: workqueues, memory of each processor, a file, a hash. */
#include <linux/module.h>
#include <crypto/hash.h>
#include <linux/fs.h>
#include <linux/percpu.h>
#include <linux/workqueue.h>

static int __init start(void)
{
	struct workqueue_struct *queue = alloc_workqueue("good_pairs", WQ_UNBOUND, 0);
	struct crypto_shash *hash = crypto_alloc_shash("sha256", 0, 0);
	struct file *file = filp_open("/tmp/good_pairs", O_RDWR | O_CREAT, 0600);
	void __percpu *memory = __alloc_percpu(64, 8);

	free_percpu(memory);
	if (!IS_ERR(file))
		filp_close(file, NULL);
	crypto_free_shash(hash);
	destroy_workqueue(queue);
	return 0;
}

static void __exit stop(void)
{
}

module_init(start);
module_exit(stop);
MODULE_DESCRIPTION("a module of the zoo");
MODULE_LICENSE("Dual MIT/GPL");
