using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>Seeds the default generators of all devices.</summary>
    /// <param name="seed">The seed; negative ones count as their 64-bit pattern.</param>
    /// <returns>The default generator of the CPU.</returns>
    public static Generator manual_seed(long seed)
    {
        Check(THSTorch_manual_seed(unchecked((ulong)seed)));
        return Generator.Default;
    }

    /// <summary>State of the default generator of the CPU.</summary>
    /// <returns>Bytes, for <see cref="set_rng_state"/>.</returns>
    public static Tensor get_rng_state() => Generator.Default.get_state();

    /// <summary>Puts the default generator of the CPU into a former state.</summary>
    /// <param name="new_state">As of <see cref="get_rng_state"/>.</param>
    /// <exception cref="ExternalException">It is no such state.</exception>
    public static void set_rng_state(Tensor new_state) => Generator.Default.set_state(new_state);

    /// <summary>The seed of the default generator of the CPU.</summary>
    /// <returns>What it was last seeded with.</returns>
    public static long initial_seed() => Generator.Default.initial_seed();

    /// <summary>
    /// A stream of pseudo-random numbers: on the CPU the Mersenne twister MT19937. A generator with a seed draws on the CPU
    /// the same numbers as the default one after <see cref="torch.manual_seed"/> with that seed.
    /// </summary>
    public class Generator : IDisposable
    {
        private static readonly Lazy<Generator> s_default = new(() =>
        {
            Check(THSGenerator_default(out var handle));
            return new Generator(handle);
        });

        private readonly GeneratorHandle _handle;

        /// <summary>A generator of its own.</summary>
        /// <param name="seed">The seed.</param>
        /// <param name="device">Where it draws; the CPU by default.</param>
        /// <exception cref="ExternalException">There is no such device.</exception>
        public Generator(ulong seed = 0, Device? device = null)
        {
            var place = device ?? CPU;
            Check(THSGenerator_new(seed, (int)place.type, place.index, out var handle));
            _handle = new GeneratorHandle(handle);
            this.device = place;
        }

        private Generator(IntPtr handle)
        {
            _handle = new GeneratorHandle(handle);
            device = CPU;
        }

        /// <summary>The default generator of the CPU, one for the process; it is never to be disposed.</summary>
        public static Generator Default => s_default.Value;

        /// <summary>Where the generator draws.</summary>
        public Device device { get; }

        /// <summary>Address of the native generator; valid while this one is.</summary>
        /// <exception cref="ObjectDisposedException">The generator has been disposed.</exception>
        public IntPtr Handle => NativeHandle.DangerousGetHandle();

        internal GeneratorHandle NativeHandle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
                return _handle;
            }
        }

        /// <summary>Starts the stream of a seed.</summary>
        /// <param name="seed">The seed; negative ones count as their 64-bit pattern.</param>
        /// <returns>This generator.</returns>
        public Generator manual_seed(long seed)
        {
            Check(THSGenerator_manual_seed(NativeHandle, unchecked((ulong)seed)));
            return this;
        }

        /// <summary>The seed whose stream this is.</summary>
        /// <returns>What the generator was last seeded with.</returns>
        public long initial_seed()
        {
            Check(THSGenerator_initial_seed(NativeHandle, out var seed));
            return unchecked((long)seed);
        }

        /// <summary>Starts the stream of a seed from the operating system.</summary>
        /// <returns>The seed.</returns>
        public long seed()
        {
            Check(THSGenerator_seed(NativeHandle, out var seed));
            return unchecked((long)seed);
        }

        /// <summary>Where the generator is in its stream.</summary>
        /// <returns>Bytes, for <see cref="set_state"/>; the caller disposes them.</returns>
        public Tensor get_state()
        {
            Check(THSGenerator_get_state(NativeHandle, out var state));
            return Tensor.FromNative(state);
        }

        /// <summary>Goes to a place in a stream.</summary>
        /// <param name="value">As of <see cref="get_state"/>.</param>
        /// <exception cref="ExternalException">It is no such state.</exception>
        public void set_state(Tensor value) => Check(THSGenerator_set_state(NativeHandle, Required(value).NativeHandle));

        /// <summary>Frees the generator.</summary>
        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the generator.</summary>
        /// <param name="disposing">true from <see cref="Dispose()"/>.</param>
        protected virtual void Dispose(bool disposing) => _handle.Dispose();

        internal static GeneratorHandle HandleOf(Generator? generator) =>
            generator is null ? GeneratorHandle.Null : generator.NativeHandle;
    }

    /// <summary>The default generator of the CPU.</summary>
    public static partial class random
    {
        /// <inheritdoc cref="torch.manual_seed"/>
        public static Generator manual_seed(long seed) => torch.manual_seed(seed);

        /// <inheritdoc cref="torch.initial_seed"/>
        public static long initial_seed() => torch.initial_seed();

        /// <inheritdoc cref="torch.get_rng_state"/>
        public static Tensor get_rng_state() => torch.get_rng_state();

        /// <inheritdoc cref="torch.set_rng_state"/>
        public static void set_rng_state(Tensor new_state) => torch.set_rng_state(new_state);
    }
}
