using System.Diagnostics;
using Vae.Core.Data;
using Vae.Core.Evaluation;
using Vae.Core.Models;
using Vae.Core.Objectives;
using Vae.Core.Training;

namespace Vae.Core.Tests.Evaluation;

public class ReportBuilderTests : TensorTest
{
    [Fact]
    public void Measure()
    {
        var set = BuiltInDatasets.Find("digits")!;
        foreach (VaeOptions options in new VaeOptions[] { new MlpVaeOptions { LatentDim = 20, HiddenDims = [400] }, new ConvVaeOptions { LatentDim = 2 }, new MlpVaeOptions { LatentDim = 20, HiddenDims = [512, 256] }, new MlpVaeOptions { LatentDim = 2, HiddenDims = [8] } })
        {
            using var model = Some.Model(options, new ImageShape(1, 28, 28));
            var t = Stopwatch.StartNew();
            var report = ReportBuilder.Build(model, set, new ObjectiveOptions(), new TrainingOptions(), TestContext.Current.CancellationToken);
            File.AppendAllText("/tmp/report-measure.txt", "\n" + $"{options.Architecture} {t.Elapsed} {Process.GetCurrentProcess().PeakWorkingSet64 >> 20} MB {System.Text.Json.JsonSerializer.Serialize(report)}");
        }
    }
}
