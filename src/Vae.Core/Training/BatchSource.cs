using System.Runtime.InteropServices;
using Vae.Core.Data;
using Vae.Core.Data.Digits;
using Vae.Core.Models;
using Vae.Core.Objectives;
using static TorchSharp.torch;

namespace Vae.Core.Training;

/// <summary>
/// Makes batches of images: the one place where bytes become floats, grey becomes black and white, and labels become rows of zeros and ones.
/// Memory-resident and streamed sources give the same bits on the CPU. Its tensors belong to the scope that is open when it is made.
/// </summary>
internal sealed class BatchSource
{
    /// <summary>Share of rows whose label is not shown in a step, so that a model that is told classes also learns to do without.</summary>
    public const double LabelDropout = 0.1;

    /// <summary>From here on, images as floats stay on the host as bytes.</summary>
    private const long MaxResidentBytes = 2L << 30;

    private readonly ImageSet _images;
    private readonly Device _device;
    private readonly Tensor? _resident;
    private readonly int _classes;
    private readonly bool[]? _hidden;
    private readonly TrainingDraws? _draws;

    private BatchSource(ImageSet images, Device device, bool streamed, int classes, bool[]? hidden, TrainingDraws? draws)
    {
        CheckLabels(images, classes);
        _images = images;
        _device = device;
        _resident = streamed ? null : images.ToTensor(device);
        _classes = classes;
        _hidden = hidden;
        _draws = draws;
    }

    /// <summary>Number of images.</summary>
    public int Count => _images.Count;

    /// <summary>Of each image, whether no step sees its label; null where none is hidden for good.</summary>
    public IReadOnlyList<bool>? Hidden => _hidden;

    /// <summary>Share of the images whose label steps see. Of few images it is not quite the share that was asked for.</summary>
    public double LabelledShare => _hidden is null ? 1 : (double)_hidden.Count(hidden => !hidden) / _hidden.Length;

    /// <summary>The images that steps see.</summary>
    /// <param name="images">The training part.</param>
    /// <param name="plan">Says what is shown.</param>
    /// <param name="device">Where batches go.</param>
    /// <param name="draws">The source of what changes from step to step.</param>
    /// <exception cref="ArgumentException">The model needs labels that the images do not have.</exception>
    public static BatchSource ForTraining(ImageSet images, TrainingPlan plan, Device device, TrainingDraws draws)
    {
        var hidden = plan.Model is { Classes: > 0, InfersClasses: true } ? Hide(images, plan) : null;
        return new BatchSource(images, device, IsStreamed(images, plan.Training), plan.Model.Classes, hidden, draws);
    }

    /// <summary>Images that the model is measured on: the same in each epoch.</summary>
    /// <exception cref="ArgumentException">The model needs labels that the images do not have.</exception>
    public static BatchSource ForEvaluation(ImageSet images, TrainingPlan plan, Device device)
    {
        var hidden = plan.Model is { Classes: > 0, InfersClasses: true } ? Enumerable.Repeat(true, images.Count).ToArray() : null;
        return new BatchSource(images, device, IsStreamed(images, plan.Training), plan.Model.Classes, hidden, draws: null);
    }

    /// <summary>One batch.</summary>
    /// <param name="rows">Indices of its images, in its order.</param>
    /// <returns>Tensors of the calling scope.</returns>
    public Batch Take(ReadOnlySpan<long> rows)
    {
        var x = _resident is null ? Gather(rows) : _resident.index_select(0, Indices(rows)); // [B, C, H, W]
        if (_draws?.Pixels is { } pixels) x = x.bernoulli(pixels);
        return new Batch(x, _classes == 0 ? null : OneHot(rows));
    }

    /// <summary>Whether a run keeps these images on the host as bytes.</summary>
    internal static bool IsStreamed(ImageSet images, TrainingOptions options) => options.Data switch
    {
        DataPlacement.Memory => false,
        DataPlacement.Streamed => true,
        _ => (long)images.Pixels.Length * sizeof(float) > MaxResidentBytes,
    };

    /// <summary>Hides all but the labelled share of each class, by seed.</summary>
    private static bool[] Hide(ImageSet images, TrainingPlan plan)
    {
        CheckLabels(images, plan.Model.Classes);
        var labels = images.Labels!.Value.Span;
        var hidden = new bool[images.Count];
        for (var label = 0; label < plan.Model.Classes; label++)
        {
            var rows = new List<(ulong Rank, int Row)>();
            for (var i = 0; i < labels.Length; i++)
            {
                if (labels[i] == label) rows.Add((SplitMix64.For(plan.Training.Seed, i).Next(), i));
            }

            rows.Sort();
            // At least one a class, or the class could not be learned.
            var shown = Math.Max(1, (int)Math.Round(rows.Count * plan.Objective.LabelledShare));
            foreach (var (_, row) in rows.Skip(shown)) hidden[row] = true;
        }

        return hidden;
    }

    private static void CheckLabels(ImageSet images, int classes)
    {
        if (classes == 0) return;
        if (images.Labels is not { } labels)
            throw new ArgumentException($"The model is told {classes} classes; the images have no labels.", nameof(images));
        foreach (var label in labels.Span)
        {
            if (label >= classes) throw new ArgumentException($"The model knows the classes 0 to {classes - 1}; an image has the label {label}.", nameof(images));
        }
    }

    private Tensor Gather(ReadOnlySpan<long> rows)
    {
        var shape = _images.Shape;
        using var bytes = empty([rows.Length, shape.Channels, shape.Height, shape.Width], dtype: ScalarType.Byte);
        var target = bytes.bytes;
        for (var i = 0; i < rows.Length; i++) _images.Image((int)rows[i]).CopyTo(target[(i * shape.Pixels)..]);

        // As bytes to the device and to floats there, as a whole set goes.
        using var moved = TensorMemory.ToDevice(bytes, _device);
        var x = moved.to(ScalarType.Float32);
        x.div_(255f);
        return x;
    }

    private Tensor Indices(ReadOnlySpan<long> rows)
    {
        using var indices = empty([rows.Length], dtype: ScalarType.Int64);
        MemoryMarshal.AsBytes(rows).CopyTo(indices.bytes);
        return TensorMemory.ToDevice(indices, _device);
    }

    private Tensor OneHot(ReadOnlySpan<long> rows)
    {
        var labels = _images.Labels!.Value.Span;
        var shown = new int[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            // Drawn for each row, shown or not, so that the draws of one row do not depend on another's label.
            var dropped = _hidden is null && _draws is not null && _draws.DropsLabel();
            var hidden = _hidden is not null && _hidden[rows[i]];
            shown[i] = dropped || hidden ? -1 : labels[(int)rows[i]];
        }

        return Conditioning.OneHot(shown, _classes, _device); // [B, K]
    }
}
