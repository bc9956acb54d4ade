using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>Extents, outermost first; empty for a single value.</summary>
        public long[] shape
        {
            get
            {
                Span<long> extents = stackalloc long[8];
                Check(THSTensor_sizes(NativeHandle, extents, extents.Length, out var count));
                if (count <= extents.Length)
                    return extents[..(int)count].ToArray();
                var all = new long[count];
                Check(THSTensor_sizes(NativeHandle, all, count, out _));
                return all;
            }
        }

        /// <summary>Number of dimensions.</summary>
        public long ndim
        {
            get
            {
                Check(THSTensor_ndimension(NativeHandle, out var result));
                return result;
            }
        }

        /// <summary>Number of dimensions.</summary>
        public long Dimensions => ndim;

        /// <summary>Number of elements.</summary>
        public long NumberOfElements => numel();

        /// <summary>Size of one element, in bytes.</summary>
        public long ElementSize => element_size();

        /// <summary>Type of the elements.</summary>
        public ScalarType dtype
        {
            get
            {
                Check(THSTensor_type(NativeHandle, out var result));
                return (ScalarType)result;
            }
        }

        /// <summary>Where the tensor lives.</summary>
        public Device device
        {
            get
            {
                Check(THSTensor_device(NativeHandle, out var type, out var index));
                return type == (int)DeviceType.CPU && index < 0 ? CPU : new Device((DeviceType)type, index);
            }
        }

        /// <summary>Kind of device that the tensor lives on.</summary>
        public DeviceType device_type => device.type;

        /// <summary>Number of the device among its kind; −1 on the CPU.</summary>
        public int device_index => device.index;

        /// <summary>Whether the tensor lives on a CUDA device.</summary>
        public bool is_cuda => device_type == DeviceType.CUDA;

        /// <summary>Number of dimensions.</summary>
        /// <returns>0 for a single value.</returns>
        public long dim() => ndim;

        /// <summary>Extents, outermost first.</summary>
        /// <returns>Empty for a single value.</returns>
        public long[] size() => shape;

        /// <summary>Extent of one dimension.</summary>
        /// <param name="dim">Its number; negative ones count from the last.</param>
        /// <returns>The extent.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long size(int dim)
        {
            var extents = shape;
            return extents[Wrap(dim, extents.Length)];
        }

        /// <summary>Steps between neighbours along each dimension, in elements.</summary>
        /// <returns>As many as dimensions.</returns>
        public long[] stride()
        {
            var steps = new long[ndim];
            Check(THSTensor_strides(NativeHandle, steps, steps.Length, out _));
            return steps;
        }

        /// <summary>Step between neighbours along one dimension, in elements.</summary>
        /// <param name="dim">Its number; negative ones count from the last.</param>
        /// <returns>The step.</returns>
        /// <exception cref="ArgumentOutOfRangeException">There is no such dimension.</exception>
        public long stride(int dim)
        {
            var steps = stride();
            return steps[Wrap(dim, steps.Length)];
        }

        /// <summary>Place of the first element in the storage, in elements.</summary>
        /// <returns>0 unless the tensor is a view.</returns>
        public long storage_offset()
        {
            Check(THSTensor_storage_offset(NativeHandle, out var result));
            return result;
        }

        /// <summary>Number of elements.</summary>
        /// <returns>The product of the extents; 1 for a single value.</returns>
        public long numel()
        {
            Check(THSTensor_numel(NativeHandle, out var result));
            return result;
        }

        /// <summary>Size of one element, in bytes.</summary>
        /// <returns>For example 4 for float32.</returns>
        public long element_size()
        {
            Check(THSTensor_element_size(NativeHandle, out var result));
            return result;
        }

        /// <summary>Whether the elements lie in memory one after another in row-major order.</summary>
        /// <returns>false for most transposed or sliced views.</returns>
        public bool is_contiguous()
        {
            Check(THSTensor_is_contiguous(NativeHandle, out var result));
            return result != 0;
        }

        /// <summary>Whether the tensor lives in the host's memory.</summary>
        /// <returns>true for device type CPU.</returns>
        public bool is_cpu() => device_type == DeviceType.CPU;

        /// <summary>Whether the type has a fractional part.</summary>
        /// <returns>true for half, bfloat16, single and double precision.</returns>
        public bool is_floating_point() => torch.is_floating_point(dtype);

        /// <summary>Whether the type holds whole numbers or truth values.</summary>
        /// <returns>true for the integer types and bool.</returns>
        public bool is_integral() => torch.is_integral(dtype);

        private static int Wrap(int dim, int count)
        {
            var wrapped = dim < 0 ? dim + count : dim;
            if (wrapped < 0 || wrapped >= count)
                throw new ArgumentOutOfRangeException(nameof(dim), dim, $"The tensor has {count} dimensions: expected {-count} to {count - 1}.");
            return wrapped;
        }
    }
}
