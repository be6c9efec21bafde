using Reeve.Runtime.KubeletApi.Stats;

namespace Reeve.Runtime.Tests.KubeletApi.Stats;

public sealed class ProcTextTests
{
    private const string Stat = "cpu  100 20 30 4000 500 6 7 8 0 0\ncpu0 1 2 3 4 5 6 7 8 0 0\nbtime 1700000000\n";

    [Fact]
    public void CpuTime_Busy_LeavesIdleOut() => Assert.Equal(TimeSpan.FromSeconds(1.71), ProcText.CpuTime(Stat));

    [Fact]
    public void BootTime_Line_IsATime() => Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1700000000), ProcText.BootTime(Stat));

    [Fact]
    public void Numbers_Kilobytes_AreBytes()
    {
        var numbers = ProcText.Numbers("MemTotal:  8000 kB\nInactive(file):  5 kB\nHugePages_Total:   3\n");

        Assert.Equal(8000 * 1024, numbers["MemTotal"]);
        Assert.Equal(5 * 1024, numbers["Inactive(file)"]);
        Assert.Equal(3, numbers["HugePages_Total"]);
    }

    [Fact]
    public void Interfaces_Table_IsWithoutTheLoopback()
    {
        const string text = "Inter-|   Receive\n face |bytes packets\n    lo: 1 2 3 4 5 6 7 8 9 10 11 12\n  eth0:10 20 30 40 50 60 70 80 90 100 110 120\n";

        Assert.Equal(new InterfaceSummary { Name = "eth0", RxBytes = 10, RxErrors = 30, TxBytes = 90, TxErrors = 110 }, Assert.Single(ProcText.Interfaces(text)));
    }

    [Fact]
    public void MainInterface_DefaultRoute_IsFound() =>
        Assert.Equal("eth0", ProcText.MainInterface("Iface\tDestination\tGateway\neth1\t0000000A\t00000000\neth0\t00000000\t0100000A\n"));

    [Fact]
    public void Threads_LoadAverage_IsTheSecondCount() => Assert.Equal(345, ProcText.Threads("0.10 0.20 0.30 2/345 6789\n"));

    [Theory]
    [InlineData("")]
    [InlineData("nonsense\n\0")]
    public void Read_Nonsense_GivesNothing(string text)
    {
        Assert.Null(ProcText.CpuTime(text));
        Assert.Null(ProcText.BootTime(text));
        Assert.Null(ProcText.MainInterface(text));
        Assert.Null(ProcText.Threads(text));
        Assert.Empty(ProcText.Interfaces(text));
    }
}
