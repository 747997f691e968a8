/* SPDX-License-Identifier: GPL-2.0-only OR MIT */
/*
 * WSIO: class and interface drivers. Entries return 0 or a positive errno, as everywhere in this
 * interface; wsio_install_driver() and the attach list have the conventions their comments name.
 */
#ifndef DLKM_SYS_WSIO_H
#define DLKM_SYS_WSIO_H

#include <linux/ioctl.h>
#include <sys/moddefs.h>
#include <sys/types.h>
#include <sys/uio.h>

/*
 * d_ioctl takes its command as an int. Linux's macro is an unsigned long, which the int of a command
 * made with _IOR or _IOWR, sign-extended, would never equal.
 */
#undef _IOC
#define _IOC(dir, type, nr, size) \
	((int)(((unsigned int)(dir) << _IOC_DIRSHIFT) | ((unsigned int)(type) << _IOC_TYPESHIFT) | \
	       ((unsigned int)(nr) << _IOC_NRSHIFT) | ((unsigned int)(size) << _IOC_SIZESHIFT)))

struct buf;
struct device;
struct isc_table_type;
struct pci_dev;

/* Flags of drv_info_t. */
#define DRV_CHAR 0x01
#define DRV_BLOCK 0x02
#define DRV_PSEUDO 0x04
#define DRV_SCAN 0x08
#define DRV_MP_SAFE 0x10
#define DRV_SAVE_CONF 0x20

typedef struct drv_info {
	char *name;
	char *class;
	ubit32 flags;
	int b_major;
	int c_major;
	void *cdio;		/* not used */
	void *gio_private;	/* the system's */
	void *cdio_private;	/* not used */
} drv_info_t;

/* Flag of drv_ops_t: call d_close at every close, not only at the last one of a minor. */
#define C_ALLCLOSES 0x01

/*
 * A driver's entries; one that a driver doesn't have is NULL, and fails for the user with ENODEV. mode
 * is S_IFBLK for a disk, else S_IFCHR: the majors of the two in dev differ.
 */
typedef struct drv_ops {
	int (*d_open)(dev_t dev, int flags, intptr_t dummy, int mode);
	int (*d_close)(dev_t dev, int flags, int mode);
	/*
	 * Begin a transfer of a block driver, <sys/buf.h>; biodone() ends it, then or later. The
	 * returned value is not used. In process context; what memory it needs it gets without I/O.
	 */
	int (*d_strategy)(struct buf *bp);
	int (*d_dump)(void);	/* not used */
	int (*d_psize)(dev_t dev);	/* size of a disk in blocks of DEV_BSIZE; 0: no medium */
	void *reserved0;
	int (*d_read)(dev_t dev, struct uio *uio);
	int (*d_write)(dev_t dev, struct uio *uio);
	/*
	 * For a command made with _IOR, _IOW or _IOWR, arg is the kernel's copy of the user's
	 * structure, copied back afterwards as the command says; for others it points to a long that
	 * holds the argument as it came.
	 */
	int (*d_ioctl)(dev_t dev, int cmd, caddr_t arg, int flags);
	/* Whether it is ready: which is FREAD, FWRITE, or 0 for an exceptional condition. */
	int (*d_select)(dev_t dev, int which);
	int (*d_option1)(void);	/* not used */
	void *pfilter;		/* not used */
	void *reserved1;
	void *reserved2;
	void *aio_ops;		/* not used */
	ubit32 d_flags;
} drv_ops_t;

/* Not used by Linux; drivers declare it. */
typedef struct wsio_drv_data {
	char *drv_path;
	int drv_type;
	ubit32 drv_flags;
	int (*drv_minor_build)(void);
	int (*drv_minor_decode)(void);
} wsio_drv_data_t;

#define T_DEVICE 1
#define T_INTERFACE 2

typedef struct wsio_drv_info {
	drv_info_t *drv_info;	/* what _load got */
	drv_ops_t *drv_ops;
	wsio_drv_data_t *drv_data;
	int driver_version;
} wsio_drv_info_t;

int wsio_install_driver(wsio_drv_info_t *driver);	/* 1 = success, 0 = failure */
int wsio_uninstall_driver(wsio_drv_info_t *driver);	/* 0 = success */

/*
 * Nodes in /dev (ours; there is no mknod to type). A driver that makes none gets one, of minor 0
 * and the module's name. A block driver's nodes are disks; if it has d_read or d_write, there are raw
 * devices too, with an r before their names. Not to be called in its d_open and d_close. 0 or an errno.
 */
int wsio_create_node(drv_info_t *driver, unsigned int minor, const char *name);
void wsio_remove_node(drv_info_t *driver, unsigned int minor);

/* Wake who waits in select() or poll(). */
void wsio_selwakeup(drv_info_t *driver);

static inline int copyin(const void *from, void *to, size_t n)
{
	return copy_from_user(to, (const void __user *)from, n) ? EFAULT : 0;
}

static inline int copyout(const void *from, void *to, size_t n)
{
	return copy_to_user((void __user *)to, from, n) ? EFAULT : 0;
}

/*
 * Interface drivers. The system offers each card that matches the master file's devices and that
 * no driver has yet to the attach functions of its bus. id is the device id in the upper, the
 * vendor id in the lower half (PCI). A function that wants the card calls isc_claim(). It must
 * not change the attach list. A nonzero return is an errno: the card is given up.
 */
enum mod_wsio_list { MOD_WSIO_CORE, MOD_WSIO_PCI, MOD_WSIO_EISA, MOD_WSIO_LISTS };

typedef int (*wsio_attach_t)(u32 id, struct isc_table_type *isc);

int mod_wsio_attach_list_add(int list, wsio_attach_t attach);		/* 0 = success, 1 = failure */
int mod_wsio_attach_list_remove(int list, wsio_attach_t attach);	/* 0 = success, 1 = failure */

/* One card. */
struct isc_table_type {
	int bus_type;			/* MOD_WSIO_PCI, MOD_WSIO_CORE */
	u32 if_id;
	int my_isc;			/* number of the card, from 0 */
	void __iomem *if_reg_ptr;	/* its first memory region, mapped; NULL without one */
	size_t if_reg_size;
	void *if_drv_data;		/* the driver's own */
	int (*if_init)(struct isc_table_type *isc);	/* called once the card is claimed */
	/* Called when the card leaves (hot removal, unbind) while the driver stays. */
	void (*if_detach)(struct isc_table_type *isc);
	wsio_drv_info_t *if_drv;	/* who claimed it */
	struct device *linux_dev;
	struct pci_dev *linux_pci;
	/* the system's */
	int if_irq;
	int (*if_isr)(struct isc_table_type *isc, intptr_t arg);
	intptr_t if_isr_arg;
	struct list_head if_link;
};

#define CONNECT_INIT_ROUTINE(isc, routine) ((isc)->if_init = (routine))

void isc_claim(struct isc_table_type *isc, wsio_drv_info_t *driver);

/* Interrupts of a card: isr returns nonzero when it was his. 0 or an errno. */
int wsio_isrlink(struct isc_table_type *isc,
		 int (*isr)(struct isc_table_type *isc, intptr_t arg), intptr_t arg);
void wsio_isrunlink(struct isc_table_type *isc);

int pci_read_cfg_uint8_isc(struct isc_table_type *isc, int offset, u8 *value);
int pci_read_cfg_uint16_isc(struct isc_table_type *isc, int offset, u16 *value);
int pci_read_cfg_uint32_isc(struct isc_table_type *isc, int offset, u32 *value);
int pci_write_cfg_uint8_isc(struct isc_table_type *isc, int offset, u8 value);
int pci_write_cfg_uint16_isc(struct isc_table_type *isc, int offset, u16 value);
int pci_write_cfg_uint32_isc(struct isc_table_type *isc, int offset, u32 value);

/*
 * Device probes: a named function that looks for devices behind a card. Once activated for a
 * driver it is called for each card the driver has claimed and each one it claims later.
 * 0 or an errno.
 */
typedef int (*wsio_probe_t)(struct isc_table_type *isc);

int wsio_register_dev_probe(const char *name, wsio_probe_t probe);
int wsio_register_probe_func(const char *name, wsio_probe_t probe);
int wsio_activate_probe(const char *name, drv_info_t *driver);
int wsio_unregister_dev_probe(const char *name);

#endif
