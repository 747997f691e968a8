/*
 * What the readers look at in a kernel module, without the kernel's headers: modinfo, an export with
 * its namespace and check sum, check sums of what is used in both forms, and a build id.
 */

#define SECTION(name) __attribute__((section(name), used))

static const char info[] SECTION(".modinfo") =
	"name=seed\0version=1.2\0srcversion=0123456789ABCDEF\0vermagic=6.1.0 SMP\0license=Dual MIT/GPL\0"
	"depends=mid,core-lib\0alias=pci:v00008086d*\0alias=devname:seed\0alias=char-major-10-7\0"
	"softdep=pre: mid\0weakdep=other\0firmware=seed.bin\0import_ns=SEED\0"
	"parmtype=depth:int\0parm=depth:how deep: in metres";

static const struct {
	unsigned long sum;
	char name[64 - sizeof(long)];
} versions[] SECTION("__versions") = { { 0x1234, "mid_do" }, { 0x5678, "core_do" } };

static const int long_sums[] SECTION("__version_ext_crcs") = { 1, 2 };
static const char long_names[] SECTION("__version_ext_names") = "first_long_name\0second_long_name";

static char this_module[0x100] SECTION(".gnu.linkonce.this_module") = {
	[sizeof(long) * 3] = 's', 'e', 'e', 'd'
};

extern void core_do(void);
extern void perhaps(void) __attribute__((weak));

static char buffer[100];
int seed_read;
const char __kstrtabns_seed_do[] SECTION("__ksymtab_strings") = "SEED";
const int __crc_seed_do SECTION("__kcrctab_gpl") = 0x4711;

void seed_do(void)
{
	core_do();
	perhaps();
	buffer[seed_read]++;
}

const void *__ksymtab_seed_do SECTION("__ksymtab_gpl") = seed_do;
asm(".globl __crc_seed_read\n.set __crc_seed_read, 0x815");
const void *__ksymtab_seed_read SECTION("__ksymtab") = &seed_read;

asm(".section .note.gnu.build-id,\"a\",@note\n"
    ".long 4, 8, 3\n.asciz \"GNU\"\n.quad 0x1122334455667788\n.previous");
