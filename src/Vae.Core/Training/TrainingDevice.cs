using TorchSharp;

namespace Vae.Core.Training;

/// <summary>The devices that a plan can name.</summary>
internal static class TrainingDevice
{
    public const string Auto = "auto";
    public const string Cpu = "cpu";
    public const string Cuda = "cuda";

    public static IReadOnlyList<string> Names { get; } = [Auto, Cpu, Cuda];

    /// <summary>The device that a checked name stands for on this machine.</summary>
    public static torch.Device Select(string name) =>
        name == Cuda || (name == Auto && torch.cuda.is_available()) ? torch.CUDA : torch.CPU;

    /// <summary>The device's name in reports: <c>cpu</c> or <c>cuda</c>.</summary>
    public static string NameOf(torch.Device device) => device.type == DeviceType.CUDA ? Cuda : Cpu;
}
