using TorchSharp.Modules;
using TorchSharp.Utils;
using Vae.Core.Data;
using Vae.Core.Distributions;
using static TorchSharp.torch;

namespace Vae.Core.Models;

/// <summary>The semi-supervised model M2. Where it is told no class, it encodes with the one that it finds likeliest and decodes with all alike.</summary>
internal sealed class M2Vae : VaeModel
{
    private const HiddenActivation Hidden = HiddenActivation.Relu;

    [ComponentName(Name = "classifier")]
    private readonly DenseStack _classifier;

    [ComponentName(Name = "encoder")]
    private readonly DenseStack _encoder;

    [ComponentName(Name = "fc_mu")]
    private readonly Linear _mu;

    [ComponentName(Name = "fc_logvar")]
    private readonly Linear _logvar;

    [ComponentName(Name = "decoder")]
    private readonly DenseStack _decoder;

    public M2Vae(M2VaeOptions options, ImageShape input)
        : base(options, input)
    {
        var (hidden, classes) = (options.HiddenDims, options.Classes);
        string[] names = [.. Enumerable.Range(1, hidden.Count + 1).Select(layer => $"fc{layer}")];
        _classifier = new DenseStack([input.Pixels, .. hidden, classes], names);
        _encoder = new DenseStack([input.Pixels + classes, .. hidden], names[..^1]);
        _mu = nn.Linear(hidden[^1], options.LatentDim);
        _logvar = nn.Linear(hidden[^1], options.LatentDim);
        _decoder = new DenseStack([options.LatentDim + classes, .. hidden.Reverse(), input.Pixels], names);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override int Categories => Options.Classes;

    /// <inheritdoc/>
    /// <remarks>q(y|x).</remarks>
    public override Tensor? Classify(Tensor x)
    {
        using var inRange = ToRange(x);
        using var logs = LogClasses(inRange);
        return logs.exp();
    }

    /// <summary>log q(y|x) of images in the model's range: <c>[B, K]</c>.</summary>
    public Tensor LogClasses(Tensor inRange)
    {
        using var flat = inRange.reshape(inRange.shape[0], Input.Pixels);
        using var scores = _classifier.RunOpen(flat, Hidden);
        return scores.log_softmax(1);
    }

    /// <summary>q(z|x, y) of images in the model's range, of which every one has a class.</summary>
    public DiagonalGaussian EncodeTold(Tensor inRange, Tensor y)
    {
        var heads = Told(inRange, y);
        return new DiagonalGaussian(heads.Mu, heads.Spread!);
    }

    /// <summary>q(z|x, y) of images in the model's range as each of the classes: <c>[K·B, D]</c>, row <c>y·B + b</c> image b as class y.</summary>
    public DiagonalGaussian EncodeAsEach(Tensor inRange)
    {
        using var flat = inRange.reshape(inRange.shape[0], Input.Pixels);
        using var classes = eye(Options.Classes, dtype: inRange.dtype, device: inRange.device);
        using var hidden = _encoder.RunPairs(flat, classes, Hidden);
        return new DiagonalGaussian(_mu.call(hidden), _logvar.call(hidden));
    }

    /// <summary>Raw pixels of latents, of which every one has a class.</summary>
    public Tensor DecodeTold(Tensor z, Tensor y)
    {
        using var told = cat([z, y], 1); // [B, D + K]
        using var flat = _decoder.RunOpen(told, Hidden);
        return flat.view(z.shape[0], Input.Channels, Input.Height, Input.Width);
    }

    private protected override Heads EncodeImages(Tensor x, Tensor? y)
    {
        using var scope = NewDisposeScope();
        var logs = LogClasses(x);
        var likeliest = logs.argmax(1, keepdim: true); // [B, 1]
        var predicted = zeros_like(logs).scatter(1, likeliest, ones_like(logs));
        var heads = Told(x, Fill(y, predicted));
        scope.MoveToOuter(heads.Mu, heads.Spread!);
        return heads;
    }

    private protected override Tensor DecodeLatents(Tensor z, Tensor? y)
    {
        var classes = Options.Classes;
        using var alike = full([z.shape[0], classes], 1.0 / classes, dtype: z.dtype, device: z.device);
        using var told = Fill(y, alike);
        return DecodeTold(z, told);
    }

    private Heads Told(Tensor x, Tensor y)
    {
        using var flat = x.reshape(x.shape[0], Input.Pixels);
        using var told = cat([flat, y], 1); // [B, C·H·W + K]
        using var hidden = _encoder.Run(told, Hidden);
        return new Heads(_mu.call(hidden), _logvar.call(hidden));
    }

    /// <summary>The classes, and the others where a row says nothing.</summary>
    private static Tensor Fill(Tensor? y, Tensor others)
    {
        if (y is null) return others.alias();
        using var said = y.sum(1, keepdim: true);
        using var unsaid = 1 - said;
        return addcmul(y, unsaid, others, 1.0);
    }
}
