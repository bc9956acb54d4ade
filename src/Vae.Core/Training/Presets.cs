using Vae.Core.Models;
using Vae.Core.Objectives;

namespace Vae.Core.Training;

/// <summary>The recipes that a request can start from.</summary>
public static class Presets
{
    internal const string Default = "mlp";

    /// <summary>All of them, the default first.</summary>
    public static IReadOnlyList<Preset> All { get; } =
    [
        new(
            "mlp",
            "One hidden layer, 784-400-20 on MNIST: PyTorch's example of a VAE.",
            new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] },
            new ObjectiveOptions(),
            new TrainingOptions()),
        new(
            "mlp-deep",
            "Two hidden layers, 784-512-256-20 on MNIST, with a weight on the KL term (objective.beta, 1 by default).",
            new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] },
            new ObjectiveOptions(),
            new TrainingOptions()),
        new(
            "conv",
            "Two strided convolutions and a dense layer of 16, latent plane: Keras' example of a VAE. The narrow layer can collapse; objective.warmup helps.",
            new ConvVaeOptions { LatentDim = 2 },
            new ObjectiveOptions(),
            new TrainingOptions { Epochs = 30 }),
        new(
            "mlp-tanh",
            "Leaky hidden layers 128-64-36-18-18, latent 9, tanh output on pixels in [-1, 1], squared error: a Gaussian of fixed sigma = sqrt(1/2).",
            new LeakyMlpVaeOptions { LatentDim = 9, HiddenDims = [128, 64, 36, 18, 18], Output = OutputActivation.Tanh, Range = PixelRange.Symmetric },
            new ObjectiveOptions { Likelihood = LikelihoodKind.Gaussian },
            new TrainingOptions()),
        new(
            "mlp-wide-batch",
            "784-256-2 on MNIST with batches of 8192 for 200 epochs: only 8 steps an epoch.",
            new MlpVaeOptions { LatentDim = 2, HiddenDims = [256] },
            new ObjectiveOptions(),
            new TrainingOptions { Epochs = 200, BatchSize = 8192 }),
        new(
            "autoencoder",
            "The mlp without its probabilities: z is the encoder's mean, no KL term. Reconstructs well; its prior samples mean nothing.",
            new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] },
            new ObjectiveOptions { Beta = 0, SampleLatent = false },
            new TrainingOptions()),
        new(
            "resnet",
            "Residual blocks with group normalisation and SiLU, for grey and colour images of 8 to 256 pixels a side; the pixels choose the likelihood.",
            new ResNetVaeOptions { LatentDim = 64 },
            new ObjectiveOptions { Warmup = WarmupKind.Linear, WarmupEpochs = 5 },
            new TrainingOptions { Epochs = 30 })
        {
            AutoLikelihood = true,
        },

        // The published schedule is 3,280 epochs in eight stages of a falling learning rate, batches of 20: too long to be a default.
        new(
            "iwae",
            "Importance-weighted autoencoder of Burda et al. 2016 with k = 50 and one stochastic layer, 784-200-200-50, on pixels binarised anew at every use. The paper trains 3280 epochs with batches of 20 and a falling learning rate; here 64 epochs with batches of 100.",
            new MlpVaeOptions { LatentDim = 50, HiddenDims = [200, 200], Activation = HiddenActivation.Tanh },
            new ObjectiveOptions { Bound = BoundKind.ImportanceWeighted, Samples = 50 },
            new TrainingOptions { Epochs = 64, BatchSize = 100, Binarization = BinarizationKind.Dynamic }),

        // The Keras example's network, of which the next two are variants: 50 epochs of batches of 100.
        new(
            "bn-vae",
            "784-256-2 on MNIST with batch normalisation of the posterior (BN-VAE): the KL cannot fall below 0.35 nats a latent dimension, so nothing collapses.",
            new MlpVaeOptions { LatentDim = 2, HiddenDims = [256], Posterior = PosteriorKind.BatchNorm },
            new ObjectiveOptions(),
            new TrainingOptions { Epochs = 50, BatchSize = 100 }),
        new(
            "vmf-vae",
            "784-256-8 on MNIST with directions as latents (von Mises-Fisher, concentration 20): the KL is one constant, and what the prior draws are points of the sphere.",
            new MlpVaeOptions { LatentDim = 8, HiddenDims = [256], Posterior = PosteriorKind.VonMisesFisher },
            new ObjectiveOptions(),
            new TrainingOptions { Epochs = 50, BatchSize = 100 }),
        new(
            "cluster-vae",
            "Finds ten clusters without labels: convolutions of 32 and 64, latent 20, a learned mean for each cluster and a classifier of latents.",
            new ClusterVaeOptions { LatentDim = 20, Clusters = 10 },
            // 5·½·SSE: σ² = 1/5. Its source takes the divergence at the drawn latent too.
            new ObjectiveOptions { Likelihood = LikelihoodKind.Gaussian, Sigma = Math.Sqrt(0.2), Divergence = DivergenceKind.MonteCarlo },
            new TrainingOptions { Epochs = 50, BatchSize = 100 }),
        new(
            "m2",
            "Semi-supervised M2 of Kingma et al. 2014 with one hidden layer of 500 and latent 50: learns a classifier from one label in twenty (objective.labelledShare), which weighs more than the paper's (objective.classifierWeight).",
            new M2VaeOptions { LatentDim = 50, HiddenDims = [500], Classes = 10 },
            new ObjectiveOptions { LabelledShare = 0.05 },
            new TrainingOptions { Epochs = 30, BatchSize = 100 })
        {
            NeedsLabels = true,
        },
    ];
}
