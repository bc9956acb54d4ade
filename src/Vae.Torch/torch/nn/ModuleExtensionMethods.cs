namespace TorchSharp;

/// <summary>Moving and converting modules. Parameters and buffers stay the same objects; integer buffers keep their dtype.</summary>
public static class ModuleExtensionMethods
{
    /// <summary>Moves a module to a device.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The device.</param>
    /// <param name="non_blocking">True to return before the copies are done, where the device can. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, torch.Device device, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, device, null, non_blocking);

    /// <summary>Moves a module to a device and converts it to a floating-point type.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">The device.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="non_blocking">True to return before the copies are done, where the device can. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, torch.Device device, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, device, type, non_blocking);

    /// <summary>Moves a module to a device.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="deviceType">The kind of device.</param>
    /// <param name="deviceIndex">Which of that kind. Default: −1, the current one.</param>
    /// <param name="non_blocking">True to return before the copies are done, where the device can. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, new torch.Device(deviceType, deviceIndex), null, non_blocking);

    /// <summary>Moves a module to a device.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="device">A device in words: "cpu", "cuda", "cuda:0".</param>
    /// <param name="non_blocking">True to return before the copies are done, where the device can. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T to<T>(this T module, string device, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, new torch.Device(device), null, non_blocking);

    /// <summary>Converts a module to a floating-point type.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="type">A floating-point type.</param>
    /// <param name="non_blocking">Without meaning while the device stays the same. Default: false.</param>
    /// <returns>The same module.</returns>
    /// <exception cref="ArgumentException">The type is not a floating-point type.</exception>
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, null, type, non_blocking);

    /// <summary>Moves a module to the CPU.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">True to return before the copies are done, where the device can. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T cpu<T>(this T module, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, new torch.Device(DeviceType.CPU), null, non_blocking);

    /// <summary>Moves a module to a CUDA device.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="deviceIndex">Which one. Default: −1, the current one.</param>
    /// <param name="non_blocking">True to return before the copies are done. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T cuda<T>(this T module, int deviceIndex = -1, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, new torch.Device(DeviceType.CUDA, deviceIndex), null, non_blocking);

    /// <summary>Converts a module to 32-bit floating point.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">Without meaning while the device stays the same. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T @float<T>(this T module, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, null, torch.ScalarType.Float32, non_blocking);

    /// <summary>Converts a module to 64-bit floating point.</summary>
    /// <typeparam name="T">The module's type.</typeparam>
    /// <param name="module">The module.</param>
    /// <param name="non_blocking">Without meaning while the device stays the same. Default: false.</param>
    /// <returns>The same module.</returns>
    public static T @double<T>(this T module, bool non_blocking = false) where T : torch.nn.Module =>
        Converted(module, null, torch.ScalarType.Float64, non_blocking);

    private static T Converted<T>(T module, torch.Device? device, torch.ScalarType? dtype, bool nonBlocking) where T : torch.nn.Module
    {
        module.Convert(device, dtype, nonBlocking);
        return module;
    }
}
