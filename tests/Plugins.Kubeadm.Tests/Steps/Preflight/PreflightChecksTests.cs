using Reeve.Plugins.Kubeadm.Steps.Preflight;

namespace Reeve.Plugins.Kubeadm.Tests.Steps.Preflight;

public sealed class PreflightChecksTests
{
    private static PreflightArguments Arguments { get; } = new() { Programs = ["ip", "/opt/k8s/kubelet"], Directories = ["/opt/images"], Ports = [6443, 10250], Address = "10.0.0.1" };

    private static MachineFacts Machine { get; } = new() { Addresses = ["127.0.0.1", "10.0.0.1"] };

    [Fact]
    public void Find_OnAMachineThatIsFit_FindsNothing() => Assert.Empty(PreflightChecks.Find(Arguments, Machine));

    [Fact]
    public void Find_OnAMachineThatLacksEverything_SaysEachWithItsRemedy()
    {
        var machine = new MachineFacts
        {
            IsRoot = false, Processors = 1, MemoryMegabytes = 512, PortsInUse = [10250], HasProgram = _ => false, HasDirectory = _ => false, HasCluster = true, Addresses = ["10.0.0.2"],
        };

        var problems = PreflightChecks.Find(Arguments, machine).ToList();

        Assert.Equal(
            ["IsPrivilegedUser", "ExistingCluster", "NumCPU", "Mem", "Address", "Port-10250", "FileExisting-ip", "FileExisting-kubelet", "DirExisting"],
            problems.Select(problem => problem.Check));
        Assert.All(problems, problem => Assert.NotEmpty(problem.Remedy));
        Assert.Equal("install the package iproute2", problems[6].Remedy);
    }

    [Fact]
    public void Find_WhatIsIgnored_IsNotSaid()
    {
        var problems = PreflightChecks.Find(Arguments with { Ignored = ["numcpu"] }, Machine with { Processors = 1, MemoryMegabytes = 512 });

        Assert.Equal(["Mem"], problems.Select(problem => problem.Check));
    }
}
