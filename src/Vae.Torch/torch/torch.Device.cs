using System.Globalization;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>The host's processor and memory.</summary>
    public static readonly Device CPU = new(DeviceType.CPU);

    /// <summary>A device without memory.</summary>
    public static readonly Device META = new(DeviceType.META);

    /// <summary>The thread's current CUDA device.</summary>
    public static Device CUDA { get; } = new(DeviceType.CUDA);

    /// <summary>A device by kind and number.</summary>
    /// <param name="deviceType">Kind of device.</param>
    /// <param name="index">Number of the device among its kind; −1 for the current one.</param>
    /// <returns>The description; nothing is initialised.</returns>
    public static Device device(DeviceType deviceType, int index = -1) => new(deviceType, index);

    /// <summary>A device by its text, such as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
    /// <param name="description">Kind, and number after a colon.</param>
    /// <returns>The description; nothing is initialised.</returns>
    /// <exception cref="ArgumentException">The text is none of these.</exception>
    public static Device device(string description) => new(description);

    /// <summary>Where a tensor lives.</summary>
    public class Device
    {
        /// <summary>A device by its text, such as <c>cpu</c>, <c>cuda</c> or <c>cuda:1</c>.</summary>
        /// <param name="description">Kind, and number after a colon.</param>
        /// <exception cref="ArgumentException">The text is none of these.</exception>
        public Device(string description)
        {
            ArgumentNullException.ThrowIfNull(description);
            var parts = description.Split(':');
            type = ParseType(parts[0], description);
            index = -1;
            if (parts.Length == 1)
                return;
            if (parts.Length != 2 || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                throw NotADevice(description);
            index = number;
        }

        /// <summary>A device by kind and number.</summary>
        /// <param name="deviceType">Kind of device.</param>
        /// <param name="index">Number of the device among its kind; −1 for the current one.</param>
        public Device(DeviceType deviceType, int index = -1)
        {
            type = deviceType;
            this.index = index;
        }

        /// <summary>Kind of device.</summary>
        public DeviceType type { get; }

        /// <summary>Number of the device among its kind; −1 for the current one.</summary>
        public int index { get; }

        /// <summary>A device from its text.</summary>
        /// <param name="description">As of <see cref="Device(string)"/>.</param>
        public static implicit operator Device(string description) => new(description);

        /// <summary>The text that <see cref="Device(string)"/> reads.</summary>
        /// <returns>For example <c>cpu</c> or <c>cuda:0</c>.</returns>
        public override string ToString()
        {
            var name = type.ToString().ToLowerInvariant();
            return index < 0 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}:{index}");
        }

        private static DeviceType ParseType(string name, string description) => name switch
        {
            "cpu" => DeviceType.CPU,
            "cuda" => DeviceType.CUDA,
            "meta" => DeviceType.META,
            _ => throw NotADevice(description),
        };

        private static ArgumentException NotADevice(string description) =>
            new($"'{description}' is not a device: expected 'cpu', 'cuda', 'cuda:<number>' or 'meta'.", nameof(description));
    }
}
