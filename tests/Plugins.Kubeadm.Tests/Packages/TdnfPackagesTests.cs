using Reeve.Clusters;
using Reeve.Plugins.Kubeadm.Steps.Packages;

namespace Reeve.Plugins.Kubeadm.Tests.Packages;

/// <summary>tdnf at the command boundary, with outputs in the form that rpm gives them.</summary>
public sealed class TdnfPackagesTests
{
    private const string Before = "filesystem 1.1-4.ph4\nglibc 2.32-14.ph4\ngpg-pubkey 66fd4949-4803fe57\nlinux 5.10.198-1.ph4\nlinux 5.10.204-2.ph4\n";

    private string _installed = Before;

    [Fact]
    public async Task Install_PinnedPackage_IsAskedForAndTakenBack()
    {
        var kind = new PackagesStep(new TdnfPackages(_ => true));
        var context = new TestContext { Answer = Run };
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["kubelet=1.27.10-*", "containerd"], Hold = true });

        var check = await context.DoAsync(kind, step);
        var again = await kind.CheckAsync(step, context, CancellationToken.None);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);

        Assert.Equal((false, true), (check.Done, again.Done));
        Assert.Equal(["tdnf --assumeyes --refresh install kubelet-1.27.10 containerd", "tdnf --assumeyes autoremove containerd kubelet"], context.Changes);
        Assert.Contains(context.Progress, line => line.Contains("cannot keep packages at their version", StringComparison.Ordinal));
        Assert.Equal(Before, _installed);
    }

    [Fact]
    public async Task Undo_PackageWasThere_IsDowngraded()
    {
        _installed += "kubelet 1.27.9-1.ph4\n";
        var kind = new PackagesStep(new TdnfPackages(_ => true));
        var context = new TestContext { Answer = Run };
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["kubelet=1.27.10-*"] });

        var check = await context.DoAsync(kind, step);
        await kind.UndoAsync(step, check.Prior, context, CancellationToken.None);

        Assert.Equal("tdnf --assumeyes downgrade kubelet-1.27.9-1.ph4", context.Changes[^1]);
    }

    [Fact]
    public async Task Check_Directory_IsRefused()
    {
        var kind = new PackagesStep(new TdnfPackages(_ => true));
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["kubelet"], Directory = "/media" });

        Assert.Equal(ErrorReason.Unsupported, (await Assert.ThrowsAsync<ProviderException>(() => kind.CheckAsync(step, new TestContext { Answer = Run }, CancellationToken.None))).Reason);
    }

    [Fact]
    public async Task Check_NoPackageManager_SaysWhichAreKnown()
    {
        var kind = new PackagesStep(new TdnfPackages(_ => false));
        var step = kind.Step("packages", "", new PackagesArguments { Packages = ["kubelet"] });

        Assert.Contains("tdnf", (await Assert.ThrowsAsync<ProviderException>(() => kind.CheckAsync(step, new TestContext(), CancellationToken.None))).Message, StringComparison.Ordinal);
    }

    private CommandResult Run(StepCommand command)
    {
        var words = command.Arguments;
        switch (words[0], words[^1])
        {
            case ("rpm", _):
                return new CommandResult { ExitCode = 0, StandardOutput = _installed };
            case ("tdnf", _) when words.Contains("install"):
                _installed = Before + "containerd 1.6.21-4.ph4\nkubelet 1.27.10-1.ph4\nrunc 1.1.4-6.ph4\n";
                return new CommandResult { ExitCode = 0, StandardOutput = "Installing:\ncontainerd  x86_64  1.6.21-4.ph4\nTesting transaction\nRunning transaction\n\nComplete!\n" };
            case ("tdnf", _) when words.Contains("autoremove"):
                _installed = Before;
                return new CommandResult { ExitCode = 0, StandardOutput = "Removing:\nrunc  x86_64  1.1.4-6.ph4\n\nComplete!\n" };
            case ("tdnf", _) when words.Contains("downgrade"):
                return new CommandResult { ExitCode = 0, StandardOutput = "Downgrading:\n\nComplete!\n" };
            default:
                return new CommandResult { ExitCode = 245, StandardError = $"Error(1011) : No matching packages: {string.Join(' ', words)}" };
        }
    }
}
