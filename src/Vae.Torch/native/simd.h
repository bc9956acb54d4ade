#pragma once

// Marks a plain loop to be compiled once for each x86-64 level and chosen at load time, so that the library needs no
// -march flag and still uses AVX2 or AVX-512 where the processor has it. Elsewhere the loop is compiled once.
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__)
#define VAE_CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define VAE_CLONES
#endif
