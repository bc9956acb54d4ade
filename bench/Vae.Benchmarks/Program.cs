using System.Globalization;
using TorchSharp;
using Vae.Benchmarks;
using Vae.Benchmarks.Quality;

// Driven by bench/training and bench/quality, which run the same work in PyTorch beside it.
switch (args)
{
    case ["pixels", var path, var count]:
        TrainingThroughput.WritePixels(path, Number(count));
        return 0;
    case ["train", var model, var path, var count, var epochs]:
        torch.set_num_threads(1);
        (double imagesPerSecond, double loss) = TrainingThroughput.Measure(model, path, Number(count), Number(epochs));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{imagesPerSecond:F1} {loss:F3}"));
        return 0;
    case ["kernels", .. var only]:
        torch.set_num_threads(1);
        ServingKernels.Measure(only is [var name] ? name : "", Console.Out);
        return 0;
    case ["quality", .. var options]:
        return QualityCommand.Run(options, Console.Out, Console.Error);
    default:
        Console.Error.WriteLine("Usage: Vae.Benchmarks pixels PATH COUNT | train mlp|conv PATH COUNT EPOCHS | kernels [model|png|read|sample] | quality …");
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
