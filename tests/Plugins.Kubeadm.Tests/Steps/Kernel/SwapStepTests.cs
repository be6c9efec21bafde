using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Kernel;

namespace Reeve.Plugins.Kubeadm.Tests.Steps.Kernel;

/// <summary>Swap at the command boundary: swapon and swapoff answer as util-linux does.</summary>
public sealed class SwapStepTests
{
    private const string Header = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    private const string Partition = "/dev/sda2                               partition\t1048572\t\t0\t\t-2\n";
    private const string OwnFile = "/swap\\040file                            file\t\t524284\t\t0\t\t-3\n";
    private const string Table = "/dev/sda1 / ext4 defaults 0 1\n/dev/sda2 none swap sw 0 0\n";

    private readonly SwapStep _kind = new();
    private readonly Dictionary<string, string> _files = new() { ["/proc/swaps"] = Header + Partition + OwnFile, ["/etc/fstab"] = Table };
    private readonly TestContext _context;
    private readonly ClusterStep _step;

    public SwapStepTests()
    {
        _context = new TestContext { Files = _files, Answer = Run };
        _step = _kind.Step("swap", "", new SwapArguments());
    }

    [Fact]
    public async Task Swap_OnAndAtBoot_IsOffAndComesBack()
    {
        var check = await _context.DoAsync(_kind, _step);
        var again = await _kind.CheckAsync(_step, _context, CancellationToken.None);

        Assert.Equal((false, true), (check.Done, again.Done));
        Assert.Equal(Header, _files["/proc/swaps"]);
        Assert.DoesNotContain("\n/dev/sda2", _files["/etc/fstab"], StringComparison.Ordinal);

        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);
        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);

        Assert.Equal(["swapoff /dev/sda2 /swap file", "swapon /dev/sda2", "swapon /swap file"], _context.Changes);
        Assert.Equal((Header + Partition + OwnFile, Table), (_files["/proc/swaps"], _files["/etc/fstab"]));
    }

    [Theory]
    [InlineData(Header)]
    [InlineData(null)]
    public async Task Swap_NeverThere_ChangesNothing(string? swaps)
    {
        _files.Clear();
        if (swaps is not null)
        {
            _files["/proc/swaps"] = swaps;
        }

        var check = await _kind.CheckAsync(_step, _context, CancellationToken.None);
        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);

        Assert.True(check.Done);
        Assert.Empty(_context.Changes);
        Assert.False(_files.ContainsKey("/etc/fstab"));
    }

    [Fact]
    public async Task Apply_AfterATryThatGotHalfway_TurnsOffWhatIsStillOn()
    {
        var check = await _kind.CheckAsync(_step, _context, CancellationToken.None);
        _files["/proc/swaps"] = Header + OwnFile;

        await _kind.ApplyAsync(_step, check.Prior, _context, CancellationToken.None);
        await _kind.ApplyAsync(_step, check.Prior, _context, CancellationToken.None);

        Assert.Equal(["swapoff /swap file"], _context.Changes);
        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);
        Assert.Equal((Header + Partition + OwnFile, Table), (_files["/proc/swaps"], _files["/etc/fstab"]));
    }

    private CommandResult Run(StepCommand command)
    {
        foreach (var device in command.Arguments.Skip(1))
        {
            var line = device == "/dev/sda2" ? Partition : OwnFile;
            var isOn = _files["/proc/swaps"].Contains(line, StringComparison.Ordinal);
            if (isOn == (command.Arguments[0] == "swapon"))
            {
                return new CommandResult { ExitCode = 255, StandardError = $"{command.Arguments[0]}: {device}: failed: {(isOn ? "Device or resource busy" : "Invalid argument")}" };
            }

            var others = _files["/proc/swaps"].Replace(line, "", StringComparison.Ordinal);
            _files["/proc/swaps"] = isOn ? others : device == "/dev/sda2" ? Header + line + others[Header.Length..] : others + line;
        }

        return new CommandResult { ExitCode = 0 };
    }
}
