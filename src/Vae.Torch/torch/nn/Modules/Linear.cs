using static TorchSharp.torch;

namespace TorchSharp.Modules;

/// <summary>x Wᵀ + b.</summary>
public sealed class Linear : nn.Module<Tensor, Tensor>
{
    internal Linear(long inputs, long outputs, bool hasBias, Device? device, ScalarType? dtype) : base(nameof(Linear))
    {
        weight = new Parameter(empty([outputs, inputs], dtype, device));
        bias = hasBias ? new Parameter(empty([outputs], dtype, device)) : null;
        nn.init.Default(weight, bias);
        Register();
    }

    internal Linear(Parameter weight, Parameter? bias) : base(nameof(Linear))
    {
        (this.weight, this.bias) = (weight, bias);
        Register();
    }

    /// <summary>[out, in].</summary>
    public Parameter weight { get; }

    /// <summary>[out], or null.</summary>
    public Parameter? bias { get; }

    /// <summary>Size of the input's last dimension.</summary>
    public long in_features => weight.shape[1];

    /// <summary>Size of the output's last dimension.</summary>
    public long out_features => weight.shape[0];

    /// <summary>Applies the layer.</summary>
    /// <param name="tensor">[…, in].</param>
    /// <returns>[…, out].</returns>
    public override Tensor forward(Tensor tensor) => nn.functional.linear(tensor, weight, bias);

    private void Register()
    {
        register_parameter(nameof(weight), weight);
        if (bias is not null) register_parameter(nameof(bias), bias);
    }
}
