using System.Globalization;
using TorchSharp;
using Vae.Benchmarks;
using Vae.Benchmarks.Plain;
using Vae.Benchmarks.Quality;

// Driven by bench/training and bench/quality, which run the same work in PyTorch beside it.
switch (args)
{
    case ["pixels", var path, var count]:
        TrainingThroughput.WritePixels(path, Number(count));
        return 0;
    case ["train", var model, var path, var count, var epochs, var threads]:
        torch.set_num_threads(Number(threads));
        Print(TrainingThroughput.Measure(model, path, Number(count), Number(epochs)));
        return 0;
    case ["plain", var model, var path, var count, var epochs]:
        Print(PlainTorchSharp.Measure(model, path, Number(count), Number(epochs)));
        return 0;
    case ["flops", var model]:
        Console.WriteLine(ArithmeticLimit.StepFlops(model));
        return 0;
    case ["limit", var threads]:
        torch.set_num_threads(Number(threads));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ArithmeticLimit.MatrixProduct():F1} {ArithmeticLimit.Convolution():F1}"));
        return 0;
    case ["kernels", .. var only]:
        torch.set_num_threads(1);
        ServingKernels.Measure(only is [var name] ? name : "", Console.Out);
        return 0;
    case ["quality", .. var options]:
        return QualityCommand.Run(options, Console.Out, Console.Error);
    default:
        Console.Error.WriteLine(
            """
            Usage: Vae.Benchmarks MODE
              pixels PATH COUNT                        writes images of the built-in digits
              train MODEL PATH COUNT EPOCHS THREADS    images a second and loss of the product's trainer (MODEL: a preset)
              plain mlp|mlp-deep|conv|resnet PATH COUNT EPOCHS
                                                       the same of a plain TorchSharp loop
              flops MODEL                              operations of a training step for one image
              limit THREADS                            GFLOP/s of a large matrix product and of a large convolution
              kernels [model|png|read|sample]          the parts of a served request
              quality …                                see bench/quality
            """);
        return 2;
}

static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);

static void Print((double ImagesPerSecond, double Loss) measured) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{measured.ImagesPerSecond:F1} {measured.Loss:F3}"));
