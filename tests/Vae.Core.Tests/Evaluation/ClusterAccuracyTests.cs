using Vae.Core.Evaluation;

namespace Vae.Core.Tests.Evaluation;

public class ClusterAccuracyTests
{
    [Fact]
    public void MajorityVote_CountsEachClustersCommonestLabel()
    {
        int[] clusters = [0, 0, 0, 1, 1, 1, 2];
        byte[] labels = [7, 7, 1, 1, 1, 7, 255];

        // 2 of cluster 0, 2 of cluster 1, 1 of cluster 2.
        ClusterAccuracy.MajorityVote(clusters, labels, 4).ShouldBe(5.0 / 7);
    }

    [Fact]
    public void MajorityVote_IsTheCommonestLabelsShare_WhenThereIsOneCluster() =>
        ClusterAccuracy.MajorityVote([0, 0, 0, 0], [3, 3, 3, 1], 1).ShouldBe(0.75);

    [Fact]
    public void MajorityVote_RefusesWhatDoesNotFit()
    {
        Should.Throw<ArgumentException>(() => ClusterAccuracy.MajorityVote([0], [1, 2], 1));
        Should.Throw<ArgumentException>(() => ClusterAccuracy.MajorityVote([], [], 1));
        Should.Throw<ArgumentOutOfRangeException>(() => ClusterAccuracy.MajorityVote([2], [1], 2));
        Should.Throw<ArgumentOutOfRangeException>(() => ClusterAccuracy.MajorityVote([0], [1], 0));
    }
}
