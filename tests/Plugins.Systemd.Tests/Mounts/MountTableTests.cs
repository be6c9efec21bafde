using Reeve.Plugins.Systemd.Mounts;

namespace Reeve.Plugins.Systemd.Tests.Mounts;

public class MountTableTests
{
    private static readonly string[] Lines =
    [
        "22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw",
        "30 22 0:26 / /mnt/with\\040space rw - tmpfs tmpfs rw",
        "31 22 0:27 / /mnt/data rw master:4 - tmpfs tmpfs rw",
        "32 22 0:28 / /mnt/data rw shared:7 master:4 propagate_from:2 - tmpfs tmpfs rw",
        "torn",
    ];

    [Theory]
    [InlineData("/srv", "/", true, false)]
    [InlineData("/mnt/with space/below", "/mnt/with space", false, false)]
    [InlineData("/mnt/data", "/mnt/data", true, true)] // the later one lies on top
    [InlineData("/mnt/database", "/", true, false)]
    public void Around_APath_IsTheMountThatItIsOn(string path, string place, bool shared, bool receiver) =>
        Assert.Equal(new MountTable.Entry(place, shared, receiver), MountTable.Parse(Lines).Around(path));

    [Fact]
    public void Around_NothingMounted_IsNone() => Assert.Null(MountTable.Parse([]).Around("/srv"));
}
