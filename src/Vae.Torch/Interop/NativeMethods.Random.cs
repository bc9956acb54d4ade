using System.Runtime.InteropServices;

namespace TorchSharp;

// native/random.cpp
internal static partial class NativeMethods
{
    [LibraryImport(Library)]
    internal static partial void THSGenerator_free(IntPtr self);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_default(out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_new(ulong seed, int deviceType, int deviceIndex, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_device(GeneratorHandle self, out int type, out int index);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_manual_seed(GeneratorHandle self, ulong seed);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_initial_seed(GeneratorHandle self, out ulong result);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_seed(GeneratorHandle self, out ulong result);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_get_state(GeneratorHandle self, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSGenerator_set_state(GeneratorHandle self, TensorHandle state);

    [LibraryImport(Library)]
    internal static partial int THSTorch_manual_seed(ulong seed);

    [LibraryImport(Library)]
    internal static partial int THSTorch_cuda_manual_seed_all(ulong seed);

    [LibraryImport(Library)]
    internal static partial int THSTensor_rand(
        ReadOnlySpan<long> sizes, long count, GeneratorHandle generator, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_randn(
        ReadOnlySpan<long> sizes, long count, GeneratorHandle generator, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_randint(
        long low, long high, ReadOnlySpan<long> sizes, long count, GeneratorHandle generator, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_randperm(long n, GeneratorHandle generator, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_rand_like(TensorHandle self, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_randn_like(TensorHandle self, NativeOptions where, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_uniform_(TensorHandle self, double from, double to, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int THSTensor_normal_(TensorHandle self, double mean, double std, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bernoulli(TensorHandle self, GeneratorHandle generator, out IntPtr result);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bernoulli_(TensorHandle self, double p, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int THSTensor_bernoulli_tensor_(TensorHandle self, TensorHandle p, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int THSTensor_exponential_(TensorHandle self, double lambda, GeneratorHandle generator);

    [LibraryImport(Library)]
    internal static partial int THSTensor_multinomial(
        TensorHandle self, long samples, int replacement, GeneratorHandle generator, out IntPtr result);
}
