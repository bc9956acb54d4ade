using System.Diagnostics;
using System.Globalization;
using Vae.Core.Data;
using Vae.Core.Imaging;
using Vae.Core.Imaging.Png;
using Vae.Core.Latents;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Benchmarks;

/// <summary>The parts of a served request, timed one by one on one thread: lower quartiles, in microseconds, as other work on the machine only adds.</summary>
internal static class ServingKernels
{
    private const int Rounds = 101;
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan WarmUp = TimeSpan.FromMilliseconds(300);
    private static readonly ImageShape Shape = new(1, 28, 28);
    private static readonly int[] Batches = [1, 4, 16, 64];

    /// <summary>Measures and prints.</summary>
    /// <param name="only">model, png, read or sample; empty measures all.</param>
    /// <param name="output">Receives the table.</param>
    public static void Measure(string only, TextWriter output)
    {
        if (only is "" or "model")
        {
            Models(new MlpVaeOptions { HiddenDims = [400], LatentDim = 20 }, output);
            Models(new ConvVaeOptions { LatentDim = 16 }, output);
        }

        if (only is "" or "png") Pngs(output);
        if (only is "" or "read") Reads(output);
        if (only is "" or "sample") Samples(output);
    }

    private static void Models(VaeOptions options, TextWriter output)
    {
        var digits = DigitsGenerator.Generate(2000, seed: 0);
        var plan = new TrainingPlan(Shape, options, new ObjectiveOptions(), new TrainingOptions { Epochs = 2, Device = "cpu" });
        using var trained = new Trainer(plan, TimeProvider.System).Run(new Dataset("bench", digits, digits), new Silent(), CancellationToken.None);
        var model = trained.Model;
        using var torch = new LatentSpace(model);
        foreach (var parameter in model.parameters()) parameter.requires_grad = false;
        using var frozen = new LatentSpace(model);

        output.WriteLine(Invariant($"{options.Architecture}: us a row, frozen / libtorch; frozen copy {frozen.FrozenBytes / 1024} KiB"));
        foreach (var count in Batches)
        {
            var images = new float[count * Shape.Pixels];
            for (var i = 0; i < images.Length; i++) images[i] = digits.Pixels.Span[i] / 255f;
            var (mu, logvar, pixels) = (new float[count * options.LatentDim], new float[count * options.LatentDim], new float[images.Length]);
            var (encode, encodeTorch) = Pair(() => frozen.Encode(images, count, mu, logvar), () => torch.Encode(images, count, mu, logvar));
            var (decode, decodeTorch) = Pair(() => frozen.Decode(mu, count, pixels), () => torch.Decode(mu, count, pixels));
            output.WriteLine(Invariant(
                $"  {count,2} rows: encode {encode / count,6:F1} / {encodeTorch / count,6:F1}   decode {decode / count,6:F1} / {decodeTorch / count,6:F1}"));
        }
    }

    private static void Pngs(TextWriter output)
    {
        var digits = DigitsGenerator.Generate(64, seed: 0);
        output.WriteLine("pictures: us");
        foreach (var (count, scale) in new[] { (1, 1), (16, 1), (64, 1), (64, 4) })
        {
            var images = new float[count * Shape.Pixels];
            // Half a level of blur between neighbours, as a decoder's pictures have.
            for (var i = 0; i < images.Length; i++) images[i] = (digits.Pixels.Span[i] + digits.Pixels.Span[Math.Max(0, i - 1)]) / 510f;
            var layout = count == 1 ? GridLayout.Bare : new GridLayout { Scale = scale };
            var size = ImageGrid.SizeOf(count, Shape, layout);
            var pixels = new byte[size.Bytes];
            var file = new byte[PngWriter.MaxLength(size.Width, size.Height, 1)];
            var length = 0;
            var compose = Alone(() => ImageGrid.Compose(images, count, Shape, layout, pixels));
            var write = Alone(() => length = PngWriter.Write(pixels, size.Width, size.Height, 1, file));
            output.WriteLine(Invariant($"  {size.Width}x{size.Height}: compose {compose:F1}, write {write:F1} ({length} bytes)"));
        }
    }

    private static void Reads(TextWriter output)
    {
        var reader = new ImageReader(new ImageLimits());
        var digit = DigitsGenerator.Generate(1, seed: 0);
        var png = ImageCodec.Encode(new PixelImage(28, 28, 1, digit.Pixels.ToArray()), ImageFormat.Png);
        var pixels = new float[Shape.Pixels];
        var gated = new byte[png.Length];
        var header = ImageGate.Inspect(png, new ImageLimits(), gated, out var length);
        var rgba = new byte[header.RgbaLength];
        output.WriteLine(Invariant(
            $"read: 28x28 png {Alone(() => reader.Read(png, Shape, pixels)):F1} us, of it the gate {Alone(() => ImageGate.Inspect(png, new ImageLimits(), gated, out _)):F1}; the codec alone {Alone(() => ImageCodec.Decode(gated.AsSpan(0, length), header, rgba)):F1}"));
    }

    private static void Samples(TextWriter output)
    {
        var draws = new float[16 * 20];
        output.WriteLine(Invariant($"sample: 16x20 draws of the prior {Alone(() => LatentOperations.SamplePrior(16, 20, 7, 1, draws)):F1} us"));
    }

    /// <summary>Two ways of the same work, in turns, so that what else the machine does meets both.</summary>
    private static (double First, double Second) Pair(Action first, Action second)
    {
        var times = (First: new double[Rounds], Second: new double[Rounds]);
        // The runtime compiles what runs often a second time, in the background.
        Time(first, WarmUp);
        Time(second, WarmUp);
        for (var round = 0; round < Rounds; round++) (times.First[round], times.Second[round]) = (Time(first, Round), Time(second, Round));
        return (Quartile(times.First), Quartile(times.Second));
    }

    private static double Alone(Action action) => Pair(action, static () => { }).First;

    private static double Quartile(double[] times)
    {
        Array.Sort(times);
        return times[Rounds / 4];
    }

    private static double Time(Action action, TimeSpan least)
    {
        var (start, calls) = (Stopwatch.GetTimestamp(), 0);
        TimeSpan elapsed;
        do
        {
            action();
            calls++;
            elapsed = Stopwatch.GetElapsedTime(start);
        }
        while (elapsed < least);
        return elapsed.TotalMicroseconds / calls;
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private sealed class Silent : ITrainingObserver
    {
        public void OnProgress(TrainingProgress progress)
        {
        }

        public void OnEpoch(EpochSummary epoch, VaeModel model)
        {
        }
    }
}
