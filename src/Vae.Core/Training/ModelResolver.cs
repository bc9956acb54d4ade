using Vae.Core.Data;
using Vae.Core.Models;

namespace Vae.Core.Training;

/// <summary>Puts a request's changes into a preset's model.</summary>
/// <param name="violations">Receives what does not fit together; single values are checked by <see cref="ModelLimits"/>.</param>
internal sealed class ModelResolver(List<Violation> violations)
{
    private readonly OptionReader _read = new(violations);

    private static readonly string[] Architectures =
    [
        MlpVaeOptions.ArchitectureName, LeakyMlpVaeOptions.ArchitectureName, ConvVaeOptions.ArchitectureName, ResNetVaeOptions.ArchitectureName,
        ClusterVaeOptions.ArchitectureName, M2VaeOptions.ArchitectureName,
    ];

    /// <summary>The model, without a learned scale.</summary>
    /// <param name="preset">Where it starts.</param>
    /// <param name="request">What differs.</param>
    /// <param name="data">The dataset; null where only its shape is known.</param>
    public VaeOptions Resolve(Preset preset, ModelRequest? request, DatasetProfile? data)
    {
        request ??= new ModelRequest();
        var model = Own(Start(preset.Model, request), request);
        var output = _read.Word("model.output", request.Output, model.Output);
        return model with
        {
            LatentDim = Latent(model, request),
            Output = output,
            Range = _read.Word("model.range", request.Range, request.Output is null ? model.Range : RangeOf(output, model.Range)),
            Posterior = _read.Word("model.posterior", request.Posterior, model.Posterior),
            Kappa = Kappa(model, request),
            Classes = Classes(model, request, data),
        };
    }

    /// <summary>The preset's model, or another architecture's defaults with what all architectures share.</summary>
    private VaeOptions Start(VaeOptions preset, ModelRequest request)
    {
        var architecture = request.Architecture is { } given && given != preset.Architecture
            ? _read.Name("model.architecture", given, preset.Architecture, Architectures)
            : preset.Architecture;
        if (architecture == preset.Architecture) return preset;

        VaeOptions other = architecture switch
        {
            MlpVaeOptions.ArchitectureName => new MlpVaeOptions { LatentDim = preset.LatentDim, HiddenDims = [400] },
            // Its latent dimension is half its last width.
            LeakyMlpVaeOptions.ArchitectureName => new LeakyMlpVaeOptions { LatentDim = preset.LatentDim, HiddenDims = [400, Math.Max(2, 2 * preset.LatentDim)] },
            ConvVaeOptions.ArchitectureName => new ConvVaeOptions { LatentDim = preset.LatentDim },
            ClusterVaeOptions.ArchitectureName => new ClusterVaeOptions { LatentDim = preset.LatentDim },
            M2VaeOptions.ArchitectureName => new M2VaeOptions { LatentDim = preset.LatentDim, HiddenDims = [500] },
            _ => new ResNetVaeOptions { LatentDim = preset.LatentDim },
        };
        // Those two have gaussian posteriors only, whatever the preset's is.
        return other with
        {
            Output = preset.Output,
            Range = preset.Range,
            Posterior = other is ClusterVaeOptions or M2VaeOptions ? PosteriorKind.Gaussian : preset.Posterior,
        };
    }

    /// <summary>The members that only some architectures have.</summary>
    private VaeOptions Own(VaeOptions model, ModelRequest request)
    {
        Refuse(request.HiddenDims is not null && model is not (MlpVaeOptions or LeakyMlpVaeOptions or M2VaeOptions), "hiddenDims", "hidden widths", "an mlp, leaky-mlp or m2", model);
        Refuse(request.Activation is not null && model is not MlpVaeOptions, "activation", "activation", "an mlp", model);
        Refuse(request.DecodeDim is not null && model is not LeakyMlpVaeOptions, "decodeDim", "number of decoded values", "a leaky-mlp", model);
        Refuse(request.Channels is not null && model is not (ConvVaeOptions or ResNetVaeOptions), "channels", "channels", "a conv or resnet", model);
        Refuse(request.Bottleneck is not null && model is not ConvVaeOptions, "bottleneck", "bottleneck", "a conv", model);
        Refuse(request.Blocks is not null && model is not ResNetVaeOptions, "blocks", "blocks", "a resnet", model);
        Refuse(request.Upsampling is not null && model is not ResNetVaeOptions, "upsampling", "upsampling", "a resnet", model);
        Refuse(request.Clusters is not null && model is not ClusterVaeOptions, "clusters", "clusters", "a cluster", model);
        return model switch
        {
            MlpVaeOptions mlp => mlp with
            {
                HiddenDims = request.HiddenDims ?? mlp.HiddenDims,
                Activation = _read.Word("model.activation", request.Activation, mlp.Activation),
            },
            LeakyMlpVaeOptions leaky => Leaky(leaky, request),
            M2VaeOptions m2 => m2 with { HiddenDims = request.HiddenDims ?? m2.HiddenDims },
            ClusterVaeOptions cluster => cluster with { Clusters = request.Clusters ?? cluster.Clusters },
            ConvVaeOptions conv => conv with
            {
                Channels = request.Channels ?? conv.Channels,
                Bottleneck = request.Bottleneck ?? conv.Bottleneck,
            },
            ResNetVaeOptions resnet => resnet with
            {
                Channels = request.Channels ?? resnet.Channels,
                Blocks = request.Blocks ?? resnet.Blocks,
                Upsampling = _read.Word("model.upsampling", request.Upsampling, resnet.Upsampling),
            },
            _ => model,
        };
    }

    private static LeakyMlpVaeOptions Leaky(LeakyMlpVaeOptions model, ModelRequest request)
    {
        var hidden = request.HiddenDims ?? model.HiddenDims;
        // A preset's own last width gives way to a latent dimension that was asked for.
        if (request.HiddenDims is null && request.LatentDim is > 0 and <= ModelLimits.MaxLatentDim and { } latent && hidden[^1] / 2 != latent)
            hidden = [.. hidden.SkipLast(1), 2 * latent];
        return model with { HiddenDims = hidden, DecodeDim = request.DecodeDim ?? model.DecodeDim };
    }

    private static int Latent(VaeOptions model, ModelRequest request)
    {
        if (request.LatentDim is { } given) return given;
        return model is LeakyMlpVaeOptions { HiddenDims: [.., var last] } && request.HiddenDims is not null ? last / 2 : model.LatentDim;
    }

    private double? Kappa(VaeOptions model, ModelRequest request)
    {
        if (request.Kappa is not { } given) return model.Kappa;
        var posterior = request.Posterior is { } word ? KebabNames.Find<PosteriorKind>(word) : model.Posterior;
        if (posterior != PosteriorKind.VonMisesFisher)
            violations.Add(new Violation("model.kappa", "Only a von-mises-fisher posterior has a concentration. Leave it out, or set posterior to von-mises-fisher."));
        return given;
    }

    private static PixelRange RangeOf(OutputActivation output, PixelRange absent) => output switch
    {
        OutputActivation.Sigmoid => PixelRange.Unit,
        OutputActivation.Tanh => PixelRange.Symmetric,
        _ => absent,
    };

    private int Classes(VaeOptions model, ModelRequest request, DatasetProfile? data)
    {
        var semiSupervised = model is M2VaeOptions;
        if (!(request.Conditional ?? semiSupervised) && !semiSupervised) return 0;
        if (data is { HasLabels: true, Classes: >= 2 } && request.Conditional != false) return data.Classes;
        if (request.Conditional == false)
        {
            violations.Add(new Violation("model.conditional", $"An {model.Architecture} model works with labels and cannot do without. Choose another model.", "false"));
        }
        else
        {
            violations.Add(new Violation(
                request.Conditional is null ? "dataset" : "model.conditional",
                data is { HasLabels: true }
                    ? "The model is told the image's class, but the dataset's labels are all of one class. Choose another dataset, or leave the labels out."
                    : "The model is told the image's class, but the dataset has no labels. Choose a dataset with labels, or a model without."));
        }

        // A number that brings no second complaint, of a member that a request does not have.
        return semiSupervised ? ModelLimits.MinClasses : 0;
    }

    private void Refuse(bool wrong, string member, string what, string owner, VaeOptions model)
    {
        if (!wrong) return;
        violations.Add(new Violation(
            $"model.{member}", $"A {model.Architecture} model has no {what} to choose; {owner} model has. Leave it out, or choose such a model."));
    }
}
