namespace Vae.Core.Models;

/// <summary>How many images a model is measured on at once, so that a large image or a wide model takes no more memory than a small one.</summary>
internal static class BatchBudget
{
    /// <summary>What the layers' values of one batch may take. Without gradients most of them are gone before the last is made.</summary>
    private const long Bytes = 256L << 20;

    /// <summary>Rows that may go through a model at once, at least 1.</summary>
    /// <param name="model">The model.</param>
    /// <param name="most">As many are enough.</param>
    /// <param name="copies">How often a row is decoded: samples an image, or classes.</param>
    public static long Rows(VaeModel model, long most, long copies = 1)
    {
        var values = ModelCost.Of(model.Options, model.Input).Activations;
        // A mixture's density compares a latent with every mean.
        if (model.Options is ClusterVaeOptions { Clusters: var clusters }) values += (long)clusters * model.Options.LatentDim;
        return Rows(values * copies, most);
    }

    /// <summary>Rows of so many floats each, at least 1.</summary>
    public static long Rows(long values, long most) => Math.Clamp(Bytes / (sizeof(float) * values), 1, most);

    /// <summary>How often the bound decodes an image: once a sample, and once a class where the model has to guess it.</summary>
    public static long Copies(VaeOptions model, int samples) => samples * (model.InfersClasses ? (long)model.Classes : 1);
}
