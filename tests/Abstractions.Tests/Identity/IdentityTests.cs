using FsCheck;
using FsCheck.Fluent;

namespace Reeve.Tests.Identity;

public sealed class IdentityTests
{
    private static readonly Owner Owner = new() { Cluster = "c", Node = "n" };

    [Fact]
    public void Token_SameIdentity_IsTheSameInEveryProcess()
    {
        var pod = new PodId { Owner = Owner, Uid = "6f1e" };
        var container = new ContainerId { Pod = pod, Name = "main", Attempt = 2 };

        Assert.Equal("hrmzianilck7uov4", Owner.Token);
        Assert.Equal(new PodId { Owner = Owner with { }, Uid = "6f1e" }.Token, pod.Token);
        Assert.NotEqual((container with { Attempt = 3 }).Token, container.Token);
        Assert.NotEqual(pod.Token, (pod with { Owner = Owner with { Node = "m" } }).Token);
    }

    [Fact]
    public void Equality_TokenWasAskedFor_MakesNoDifference()
    {
        var one = new ContainerId { Pod = new PodId { Owner = Owner, Uid = "u" }, Name = "main", Attempt = 0 };
        var same = new ContainerId { Pod = new PodId { Owner = Owner with { }, Uid = "u" }, Name = "main", Attempt = 0 };
        _ = (one.Token, one.Pod.Token);

        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, same with { Attempt = 1 });
        Assert.NotEqual(one, same with { Name = "other" });
        Assert.NotEqual(one, same with { Pod = same.Pod with { Uid = "v" } });
        Assert.NotEqual(one, same with { Pod = same.Pod with { Owner = Owner with { Cluster = "d" } } });
    }

    [Fact]
    public void Token_ChangedCopy_IsThatOfTheCopy()
    {
        var pod = new PodId { Owner = Owner, Uid = "u" };
        var container = new ContainerId { Pod = pod, Name = "main", Attempt = 0 };
        _ = (pod.Token, container.Token);

        Assert.Equal(new PodId { Owner = Owner, Uid = "v" }.Token, (pod with { Uid = "v" }).Token);
        Assert.Equal(new ContainerId { Pod = pod, Name = "other", Attempt = 0 }.Token, (container with { Name = "other" }).Token);
        Assert.Equal(new ContainerId { Pod = pod, Name = "main", Attempt = 1 }.Token, (container with { Attempt = 1 }).Token);
        Assert.Equal(
            new ContainerId { Pod = pod with { Uid = "v" }, Name = "main", Attempt = 0 }.Token,
            (container with { Pod = pod with { Uid = "v" } }).Token);
    }

    [Fact]
    public void Token_PartsShifted_Differs()
    {
        Assert.NotEqual(new Owner { Cluster = "ab", Node = "c" }.Token, new Owner { Cluster = "a", Node = "bc" }.Token);
    }

    [Fact]
    public void Token_AnyText_IsShortAndPlain()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<int>(), (name, attempt) =>
        {
            var token = new ContainerId { Pod = new PodId { Owner = Owner, Uid = name.Get }, Name = name.Get, Attempt = attempt }.Token;
            return token.Length == 26 && token.All(c => c is (>= 'a' and <= 'z') or (>= '2' and <= '7'));
        }).QuickCheckThrowOnFailure();
    }
}
