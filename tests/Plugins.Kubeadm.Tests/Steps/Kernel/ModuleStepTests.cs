using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Kernel;
using Reeve.Testing;

namespace Reeve.Plugins.Kubeadm.Tests.Steps.Kernel;

/// <summary>Modules at the command boundary: modprobe makes and deletes the module's directory, as the kernel does.</summary>
public sealed class ModuleStepTests : IDisposable
{
    private readonly TempDirectory _modules = new();
    private readonly ModuleStep _kind;
    private readonly TestContext _context;
    private readonly ClusterStep _step;

    public ModuleStepTests()
    {
        _kind = new ModuleStep(_modules.Path);
        _context = new TestContext { Answer = Run };
        _step = _kind.Step("module", "", new ModuleArguments { Module = "br_netfilter", Evidence = _modules["bridge"] });
    }

    [Fact]
    public async Task Module_NotThere_IsLoadedAndUnloaded()
    {
        var check = await _context.DoAsync(_kind, _step);
        var again = await _kind.CheckAsync(_step, _context, CancellationToken.None);
        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);
        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);

        Assert.Equal((false, true), (check.Done, again.Done));
        Assert.Equal(["modprobe br_netfilter", "modprobe -r br_netfilter"], _context.Changes);
    }

    [Theory]
    [InlineData("br_netfilter")]
    [InlineData("bridge")]
    public async Task Module_LoadedOrInTheKernel_StaysAsItIs(string directory)
    {
        Directory.CreateDirectory(_modules[directory]);

        var check = await _context.DoAsync(_kind, _step);
        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);

        Assert.True(check.Done);
        Assert.Empty(_context.Changes);
    }

    [Theory]
    [InlineData("1\n")]
    [InlineData(null)] // the kernel cannot unload modules
    public async Task Undo_OfAModuleInUse_LeavesIt(string? users)
    {
        var check = await _context.DoAsync(_kind, _step);
        File.Delete(Users);
        if (users is not null)
        {
            await File.WriteAllTextAsync(Users, users);
        }

        await _kind.UndoAsync(_step, check.Prior, _context, CancellationToken.None);

        Assert.Equal(["modprobe br_netfilter"], _context.Changes);
    }

    [Fact]
    public async Task Apply_OfAModuleThatIsMissing_SaysWhatModprobeSays()
    {
        var context = new TestContext { Answer = _ => new CommandResult { ExitCode = 1, StandardError = "modprobe: FATAL: Module br_netfilter not found" } };
        var check = await _kind.CheckAsync(_step, context, CancellationToken.None);

        var error = await Assert.ThrowsAsync<ProviderException>(() => _kind.ApplyAsync(_step, check.Prior, context, CancellationToken.None));

        Assert.Contains("Module br_netfilter not found", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _modules.Dispose();

    private string Users => Path.Combine(_modules["br_netfilter"], "refcnt");

    private CommandResult Run(StepCommand command)
    {
        if (command.Arguments[1] == "-r")
        {
            Directory.Delete(_modules[command.Arguments[2]], recursive: true);
        }
        else
        {
            Directory.CreateDirectory(_modules[command.Arguments[1]]);
            File.WriteAllText(Users, "0\n");
        }

        return new CommandResult { ExitCode = 0 };
    }
}
