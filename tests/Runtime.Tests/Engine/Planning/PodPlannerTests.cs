using FsCheck;
using FsCheck.Fluent;

namespace Reeve.Runtime.Tests.Engine.Planning;

public class PodPlannerTests
{
    [Fact]
    public void Plan_AnyCourseOfEvents_KeepsTheRules() =>
        Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed => new PodGame(seed).Play(150)).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Fact]
    public void Plan_RandomCourses_ReachRestarts() =>
        Assert.True(Enumerable.Range(0, 50).Sum(seed =>
        {
            var game = new PodGame(seed);
            game.Play(150);
            return game.Starts;
        }) > 200);
}
