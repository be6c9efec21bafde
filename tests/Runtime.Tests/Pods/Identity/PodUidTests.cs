using Reeve.Runtime.Pods.Identity;
using Reeve.Runtime.Tests.Pods.Fakes;
using Xunit;

namespace Reeve.Runtime.Tests.Pods.Identity;

public sealed class PodUidTests
{
    [Fact]
    public void Of_SameArguments_IsTheSameUuid()
    {
        var uid = PodUid.Of(Some.Owner, "files", "k", "h", 0);
        Assert.Equal(uid, PodUid.Of(Some.Owner, "files", "k", "h", 0));
        Assert.Equal(8, Guid.Parse(uid).Version);
    }

    [Fact]
    public void Of_AnyOtherArgument_IsAnother()
    {
        string[] uids =
        [
            PodUid.Of(Some.Owner, "files", "k", "h", 0),
            PodUid.Of(Some.Owner with { Node = "other" }, "files", "k", "h", 0),
            PodUid.Of(Some.Owner, "file", "sk", "h", 0),
            PodUid.Of(Some.Owner, "files", "kh", "", 0),
            PodUid.Of(Some.Owner, "files", "k", "i", 0),
            PodUid.Of(Some.Owner, "files", "k", "h", 1),
        ];
        Assert.Equal(uids.Length, uids.Distinct().Count());
    }
}
