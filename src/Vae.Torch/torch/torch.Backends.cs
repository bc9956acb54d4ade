using static TorchSharp.NativeMethods;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>How the libraries below libtorch compute, in the whole process.</summary>
    public static partial class backends
    {
        /// <summary>CUDA's own libraries.</summary>
        public static partial class cuda
        {
            /// <summary>Matrix products.</summary>
            public static partial class matmul
            {
                /// <summary>Whether single-precision products may round their factors to TensorFloat-32. Default: false.</summary>
                public static bool allow_tf32
                {
                    get
                    {
                        Check(THSBackend_cublas_get_allow_tf32(out var allowed));
                        return allowed != 0;
                    }
                    set => Check(THSBackend_cublas_set_allow_tf32(value ? 1 : 0));
                }
            }
        }

        /// <summary>cuDNN.</summary>
        public static partial class cudnn
        {
            /// <summary>Whether single-precision convolutions may round their factors to TensorFloat-32. Default: true.</summary>
            public static bool allow_tf32
            {
                get
                {
                    Check(THSBackend_cudnn_get_allow_tf32(out var allowed));
                    return allowed != 0;
                }
                set => Check(THSBackend_cudnn_set_allow_tf32(value ? 1 : 0));
            }
        }
    }
}
