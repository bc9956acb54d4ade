using System.Runtime.InteropServices;

namespace TorchSharp;

/// <summary>A number as it crosses the border: <c>ScalarArg</c> in native/tensor.h.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeScalar
{
    private const long IntegerKind = 1, RealKind = 2, BooleanKind = 3;

    private readonly long _kind;
    private readonly long _integer;
    private readonly double _real;

    private NativeScalar(long kind, long integer, double real) => (_kind, _integer, _real) = (kind, integer, real);

    /// <summary>No number: only where the native side takes an optional one.</summary>
    internal static NativeScalar Absent => default;

    internal static NativeScalar One => new(IntegerKind, 1, 0);

    internal static NativeScalar MinusOne => new(IntegerKind, -1, 0);

    internal bool IsReal => _kind == RealKind;

    internal bool IsBoolean => _kind == BooleanKind;

    internal double AsDouble => _kind == RealKind ? _real : _integer;

    internal long AsInt64 => _kind == RealKind ? checked((long)_real) : _integer;

    public static implicit operator NativeScalar(long value) => new(IntegerKind, value, 0);

    public static implicit operator NativeScalar(double value) => new(RealKind, 0, value);

    public static implicit operator NativeScalar(bool value) => new(BooleanKind, value ? 1 : 0, 0);
}

/// <summary>Type and place of a tensor: <c>OptionsArg</c> in native/tensor.h; −1 where libtorch is to decide.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly struct NativeOptions(torch.ScalarType? dtype, torch.Device? device, bool requiresGrad = false)
{
    private readonly int _dtype = dtype is { } type ? (int)type : -1;
    private readonly int _deviceType = device is null ? -1 : (int)device.type;
    private readonly int _deviceIndex = device?.index ?? -1;
    private readonly int _requiresGrad = requiresGrad ? 1 : 0;
}

/// <summary>One part of an index expression: <c>IndexArg</c> in native/shape.cpp.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct NativeIndex
{
    internal long Kind;
    internal long Start;
    internal long Stop;
    internal long Step;
    internal long Given;
    internal IntPtr Tensor;
}
