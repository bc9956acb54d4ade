using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>What the batch norms share: parameters and running moments.</summary>
public abstract class NormBase : nn.Module<Tensor, Tensor>
{
    private protected NormBase(string name, long numFeatures, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype) : base(name)
    {
        (num_features, this.eps, this.momentum) = (numFeatures, eps, momentum);
        if (affine)
        {
            weight = new Parameter(ones([numFeatures], dtype, device));
            bias = new Parameter(zeros([numFeatures], dtype, device));
            register_parameter(nameof(weight), weight);
            register_parameter(nameof(bias), bias);
        }
        if (!trackRunningStats) return;
        running_mean = zeros([numFeatures], dtype, device);
        running_var = ones([numFeatures], dtype, device);
        num_batches_tracked = zeros([], ScalarType.Int64, device);
        register_buffer(nameof(running_mean), running_mean);
        register_buffer(nameof(running_var), running_var);
        register_buffer(nameof(num_batches_tracked), num_batches_tracked);
    }

    /// <summary>[C], or null without affine parameters.</summary>
    public Parameter? weight { get; }

    /// <summary>[C], or null without affine parameters.</summary>
    public Parameter? bias { get; }

    /// <summary>[C], or null where none is kept.</summary>
    public Tensor? running_mean { get; }

    /// <summary>[C], or null where none is kept.</summary>
    public Tensor? running_var { get; }

    /// <summary>How many training batches went into the running moments: int64, a scalar; null where none are kept.</summary>
    public Tensor? num_batches_tracked { get; }

    /// <summary>C, the channels of the input.</summary>
    public long num_features { get; }

    /// <summary>Added to the variance.</summary>
    public double eps { get; }

    /// <summary>Share of a batch's moments in the running ones.</summary>
    public double? momentum { get; }

    /// <summary>True with a trained scale and shift.</summary>
    public bool affine => weight is not null;

    /// <summary>True where running moments are kept.</summary>
    public bool track_running_stats => running_mean is not null;

    /// <summary>Sets the running moments to those of a standard normal and the count to zero.</summary>
    public void reset_running_stats()
    {
        if (running_mean is null) return;
        nn.init.zeros_(running_mean);
        nn.init.ones_(running_var!);
        nn.init.zeros_(num_batches_tracked!);
    }

    /// <summary>Checks the number of dimensions.</summary>
    /// <param name="input">What is to be normalised.</param>
    /// <exception cref="ArgumentException">The input has another number of dimensions.</exception>
    protected abstract void ValidateInputDimensions(Tensor input);
}

/// <summary>Normalises each channel over the batch (Ioffe and Szegedy 2015).</summary>
public abstract class BatchNorm : NormBase
{
    private protected BatchNorm(string name, long numFeatures, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype)
        : base(name, numFeatures, eps, momentum, affine, trackRunningStats, device, dtype)
    {
    }

    /// <summary>Applies the layer; in training the running moments move towards the batch's.</summary>
    /// <param name="input">[B, C, …].</param>
    /// <returns>The input's shape.</returns>
    public override Tensor forward(Tensor input)
    {
        ArgumentNullException.ThrowIfNull(input);
        ValidateInputDimensions(input);
        if (training && num_batches_tracked is not null)
            using (no_grad())
                num_batches_tracked.add_(1);
        return nn.functional.batch_norm(input, running_mean, running_var, weight, bias, training || !track_running_stats, momentum!.Value, eps);
    }
}

/// <summary>Batch norm of [B, C] or [B, C, L].</summary>
public sealed class BatchNorm1d : BatchNorm
{
    internal BatchNorm1d(long numFeatures, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype)
        : base(nameof(BatchNorm1d), numFeatures, eps, momentum, affine, trackRunningStats, device, dtype)
    {
    }

    /// <summary>Checks the number of dimensions.</summary>
    /// <param name="input">[B, C] or [B, C, L].</param>
    /// <exception cref="ArgumentException">The input has neither two nor three dimensions.</exception>
    protected override void ValidateInputDimensions(Tensor input)
    {
        if (input.shape.Length is not (2 or 3)) throw new ArgumentException($"BatchNorm1d takes [B, C] or [B, C, L], got [{string.Join(", ", input.shape)}].", nameof(input));
    }
}

/// <summary>Batch norm of [B, C, H, W].</summary>
public sealed class BatchNorm2d : BatchNorm
{
    internal BatchNorm2d(long numFeatures, double eps, double momentum, bool affine, bool trackRunningStats, Device? device, ScalarType? dtype)
        : base(nameof(BatchNorm2d), numFeatures, eps, momentum, affine, trackRunningStats, device, dtype)
    {
    }

    /// <summary>Checks the number of dimensions.</summary>
    /// <param name="input">[B, C, H, W].</param>
    /// <exception cref="ArgumentException">The input does not have four dimensions.</exception>
    protected override void ValidateInputDimensions(Tensor input)
    {
        if (input.shape.Length != 4) throw new ArgumentException($"BatchNorm2d takes [B, C, H, W], got [{string.Join(", ", input.shape)}].", nameof(input));
    }
}
