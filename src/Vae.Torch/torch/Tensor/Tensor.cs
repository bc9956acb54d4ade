using System.Globalization;
using System.Runtime.InteropServices;
using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>
    /// An n-dimensional array of numbers of one type on one device. Every operator gives a new tensor that the caller
    /// disposes, or that the dispose scope of the thread does; names that end in <c>_</c> change the tensor in place and
    /// return it.
    /// </summary>
    /// <remarks>Errors that libtorch finds (shapes, types, devices) are <see cref="ExternalException"/>s with its message;
    /// use after disposal is an <see cref="ObjectDisposedException"/>.</remarks>
    public partial class Tensor : IDisposable
    {
        private readonly TensorHandle _handle;

        internal Tensor(IntPtr handle)
        {
            _handle = new TensorHandle(handle);
            DisposeScopeManager.Register(this);
        }

        /// <summary>Tensors that are alive in this process: created and neither disposed nor collected.</summary>
        public static long TotalCount => TensorHandle.Live;

        /// <summary>The highest value that <see cref="TotalCount"/> has had.</summary>
        public static long PeakCount => TensorHandle.Peak;

        /// <summary>Address of the native tensor; valid while this tensor is.</summary>
        /// <exception cref="ObjectDisposedException">The tensor has been disposed.</exception>
        public IntPtr Handle => NativeHandle.DangerousGetHandle();

        /// <summary>Whether the tensor has been disposed or has given its native part away.</summary>
        public bool IsInvalid => _handle.IsClosed || _handle.IsInvalid;

        internal TensorHandle NativeHandle
        {
            get
            {
                ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
                return _handle;
            }
        }

        internal DisposeScope? OwningDisposeScope { get; set; }

        /// <summary>Gives the native tensor away; this tensor cannot be used any more.</summary>
        /// <returns>Its address, which its new owner frees.</returns>
        /// <exception cref="ObjectDisposedException">The tensor has been disposed.</exception>
        public IntPtr DecoupleFromNativeHandle()
        {
            var address = NativeHandle.Decouple();
            OwningDisposeScope?.MarkAsDisposed(this);
            return address;
        }

        /// <summary>Takes the tensor out of its dispose scope; nothing disposes it then but its owner.</summary>
        /// <returns>This tensor.</returns>
        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope around its own, or to nobody if that is the outermost.</summary>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        /// <summary>Hands the tensor to another scope.</summary>
        /// <param name="other">The scope; null for none.</param>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            if (other is null)
                return DetachFromDisposeScope();
            other.Attach(this);
            return this;
        }

        /// <summary>Hands the tensor to the scope of another tensor.</summary>
        /// <param name="other">The tensor whose scope it is; with none, this tensor is detached.</param>
        /// <returns>This tensor.</returns>
        public Tensor MoveToOtherDisposeScope(Tensor other)
        {
            ArgumentNullException.ThrowIfNull(other);
            return MoveToOtherDisposeScope(other.OwningDisposeScope);
        }

        /// <summary>Frees the tensor; its memory goes when no view of it is left. More calls do nothing.</summary>
        public void Dispose()
        {
            Dispose(disposing: true);
            GC.SuppressFinalize(this);
        }

        /// <summary>Frees the tensor.</summary>
        /// <param name="disposing">true from <see cref="Dispose()"/>.</param>
        protected virtual void Dispose(bool disposing)
        {
            OwningDisposeScope?.MarkAsDisposed(this);
            _handle.Dispose();
        }

        /// <summary>Shape, type and device, and the value of a tensor that has one.</summary>
        /// <returns>For example <c>[2x3], type = Float32, device = cpu</c>.</returns>
        public override string ToString()
        {
            if (IsInvalid)
                return "[], disposed";
            var extents = string.Join('x', shape.Select(extent => extent.ToString(CultureInfo.InvariantCulture)));
            var text = $"[{extents}], type = {dtype}, device = {device}";
            if (ndim != 0 || device_type == DeviceType.META)
                return text;
            using var value = ToScalar();
            return is_floating_point()
                ? string.Create(CultureInfo.InvariantCulture, $"{text}, value = {value.ToDouble():R}")
                : string.Create(CultureInfo.InvariantCulture, $"{text}, value = {value.ToInt64()}");
        }

        internal static Tensor FromNative(IntPtr handle) => new(handle);

        internal static TensorHandle HandleOf(Tensor? tensor) => tensor is null ? TensorHandle.Null : tensor.NativeHandle;

        private delegate int Unary(TensorHandle self, out IntPtr result);

        private delegate int UnaryInPlace(TensorHandle self);

        private delegate int Binary(TensorHandle self, TensorHandle other, out IntPtr result);

        private delegate int WithScalar(TensorHandle self, NativeScalar other, out IntPtr result);

        private Tensor Apply(Unary operation)
        {
            Check(operation(NativeHandle, out var result));
            return FromNative(result);
        }

        private Tensor ApplyInPlace(UnaryInPlace operation)
        {
            Check(operation(NativeHandle));
            return this;
        }

        private Tensor Apply(Binary operation, Tensor other)
        {
            ArgumentNullException.ThrowIfNull(other);
            Check(operation(NativeHandle, other.NativeHandle, out var result));
            return FromNative(result);
        }

        private Tensor Apply(WithScalar operation, NativeScalar other)
        {
            Check(operation(NativeHandle, other, out var result));
            return FromNative(result);
        }

        private static NativeScalar ValueOf(Scalar scalar)
        {
            ArgumentNullException.ThrowIfNull(scalar);
            return scalar.Value;
        }
    }
}
