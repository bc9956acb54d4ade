namespace TorchSharp;

/// <summary>Kinds of devices, with libtorch's numbers.</summary>
public enum DeviceType
{
    /// <summary>The host's processor and memory.</summary>
    CPU = 0,

    /// <summary>An NVIDIA GPU.</summary>
    CUDA = 1,

    /// <summary>No memory at all: tensors that have a shape and a type only.</summary>
    META = 14,
}
