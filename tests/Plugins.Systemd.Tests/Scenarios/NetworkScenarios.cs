using System.Net;
using System.Net.Sockets;
using System.Text;
using Reeve.Kubernetes;
using Reeve.Plugins.Systemd.Networks;
using Reeve.Testing;

namespace Reeve.Plugins.Systemd.Tests.Scenarios;

/// <summary>Networks of pods, with the real plugins, seen from outside and inside. Each runs in a network namespace of its own.</summary>
internal static class NetworkScenarios
{
    private const string Options = """{"network":"pod","podCidrs":["10.99.7.0/24"]}""";
    private const string Gateway = "10.99.7.1";

    // Says hello to whom connects to port 8080, on every address.
    private const string Server = """
        exec perl -MSocket -e 'socket(S,PF_INET,SOCK_STREAM,0);bind(S,sockaddr_in(8080,INADDR_ANY))or die;listen(S,5);$|=1;print "ready\n";while(accept(C,S)){syswrite(C,"hello");close(C)}'
        """;

    public static async Task Pod_OfItsOwnNetwork_IsReachedAndAlone()
    {
        await using var harness = await Harness.StartAsync(Options);
        harness.Ports = [new ContainerPort { Port = 8080, HostPort = 18080 }];
        var launch = harness.Shell(Server);

        var facts = await harness.Driver.PrepareSandboxAsync(launch.Sandbox, CancellationToken.None);
        await harness.Driver.StartContainerAsync(launch, CancellationToken.None);
        await Harness.WrittenAsync(launch, "ready");

        var address = Assert.Single(facts.PodIPs);
        Assert.StartsWith("10.99.7.", address, StringComparison.Ordinal);
        Assert.Equal("hello", await ReadAsync(new IPEndPoint(IPAddress.Parse(address), 8080)));
        Assert.Equal("hello", await ReadAsync(new IPEndPoint(IPAddress.Parse(Gateway), 18080)));
        using var inside = await harness.Networks.Find(harness.Pod)!.RunAsync(() => new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        await inside.ConnectAsync(IPAddress.Loopback, 8080);
        Assert.Equal("hello", await ReadAsync(inside));
        var interfaces = await harness.ExecAsync(launch, "ip", "-brief", "address");
        Assert.Contains($"{address}/24", interfaces, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1/8", interfaces, StringComparison.Ordinal);
        Assert.DoesNotContain("reeve-", interfaces, StringComparison.Ordinal); // the machine's bridge

        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        await AssertNothingIsLeftAsync(harness);
        await harness.StartAsync(harness.Shell("sleep 60")); // for the harness, which removes it
    }

    public static async Task Pod_OfANodeWithARange_HasAnAddressOfIt()
    {
        await using var harness = await Harness.StartAsync("""{"network":"pod"}""");
        var launch = harness.Shell("sleep 60");

        // The cluster gives the node a range, later another one.
        foreach (var range in (string[])["10.99.8.0/24", "10.99.9.0/24"])
        {
            var facts = await harness.Driver.PrepareSandboxAsync(launch.Sandbox with { PodRanges = [range] }, CancellationToken.None);
            Assert.StartsWith(range[..^4], Assert.Single(facts.PodIPs), StringComparison.Ordinal);
            await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        }

        // What the node's options say counts more.
        await harness.RestartAsync(forget: false, options: Options);
        var own = await harness.Driver.PrepareSandboxAsync(launch.Sandbox with { PodRanges = ["10.99.8.0/24"] }, CancellationToken.None);
        Assert.StartsWith("10.99.7.", Assert.Single(own.PodIPs), StringComparison.Ordinal);
    }

    public static async Task Sysctl_OfTheNetwork_IsThePodsAlone()
    {
        await using var harness = await Harness.StartAsync(Options, new PodSecurityContext
        {
            Sysctls = [new Sysctl { Name = "net.ipv4.ip_local_port_range", Value = "40000 40010" }, new Sysctl { Name = "net/ipv4/ip_unprivileged_port_start", Value = "7" }],
        });
        const string PortRange = "/proc/sys/net/ipv4/ip_local_port_range";
        var machine = await File.ReadAllTextAsync(PortRange);
        const string show = "tr '\\t' ' ' <" + PortRange + "; cat /proc/sys/net/ipv4/ip_unprivileged_port_start; exec sleep 60";
        var first = harness.Shell(show, new SecurityContext { RunAsUser = 4321 });
        var second = harness.As("second", first);
        Assert.Empty(harness.Driver.Validate(first.Sandbox.Pod.Pod));

        await harness.StartAsync(first);
        await harness.StartAsync(second);

        await Harness.WrittenAsync(first, "40000 40010\n7\n");
        await Harness.WrittenAsync(second, "40000 40010\n7\n");
        Assert.Equal(machine, await File.ReadAllTextAsync(PortRange));
        Assert.NotEqual("7", (await File.ReadAllTextAsync("/proc/sys/net/ipv4/ip_unprivileged_port_start")).Trim());
        // What is the whole machine's, or not known to be safe, is no pod's to set.
        var pod = first.Sandbox.Pod.Pod;
        foreach (var name in (string[])["net.ipv4.ip_forward", "vm.swappiness"])
        {
            var refused = harness.Driver.Validate(pod with { Spec = pod.Spec with { SecurityContext = new PodSecurityContext { Sysctls = [new Sysctl { Name = name, Value = "1" }] } } });
            Assert.Equal("SysctlForbidden", Assert.Single(refused).Reason);
        }
    }

    public static async Task Bandwidth_Annotated_IsLimitedByTheKernel()
    {
        await using var harness = await Harness.StartAsync(Options);
        harness.Annotations = new Dictionary<string, string> { ["kubernetes.io/ingress-bandwidth"] = "8M", ["kubernetes.io/egress-bandwidth"] = "4M" };

        await harness.StartAsync(harness.Shell("sleep 60"));

        var limits = (await Tool.RunAsync("tc", ["qdisc", "show"])).Output;
        Assert.Contains("rate 8Mbit", limits, StringComparison.Ordinal);
        Assert.Contains("rate 4Mbit", limits, StringComparison.Ordinal);
    }

    public static async Task Agent_StartedAgain_FindsTheNetwork()
    {
        await using var harness = await Harness.StartAsync(Options);
        var launch = harness.Shell(Server);
        var before = await harness.Driver.PrepareSandboxAsync(launch.Sandbox, CancellationToken.None);
        await harness.Driver.StartContainerAsync(launch, CancellationToken.None);
        await Harness.WrittenAsync(launch, "ready");

        await harness.RestartAsync(forget: true);
        var after = await harness.Driver.PrepareSandboxAsync(launch.Sandbox, CancellationToken.None);

        Assert.Equal(before.PodIPs, after.PodIPs);
        Assert.Equal("hello", await ReadAsync(new IPEndPoint(IPAddress.Parse(after.PodIPs[0]), 8080)));
        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        await AssertNothingIsLeftAsync(harness);
        await harness.StartAsync(harness.Shell("sleep 60"));
    }

    public static async Task Plugin_Missing_LeavesNothing()
    {
        var list = Path.GetTempFileName();
        await File.WriteAllTextAsync(list, """
            {"cniVersion":"0.4.0","name":"test","plugins":[
              {"type":"bridge","bridge":"reeve-test","isGateway":true,"ipam":{"type":"host-local","dataDir":"/run/reeve-test","ranges":[[{"subnet":"10.99.7.0/24"}]]}},
              {"type":"no-such-plugin"}]}
            """);
        await using var harness = await Harness.StartAsync($$"""{"network":"pod","cniConfig":"{{list}}"}""");
        var launch = harness.Shell("sleep 60");

        var failure = await Assert.ThrowsAsync<ProviderException>(() => harness.Driver.PrepareSandboxAsync(launch.Sandbox, CancellationToken.None));

        Assert.Equal(ErrorReason.Transient, failure.Reason);
        Assert.Contains("no-such-plugin", failure.Message, StringComparison.Ordinal);
        // What is missing cannot be asked to clean up either, so that the rest is kept until it is there again.
        await File.WriteAllTextAsync(list, "");
        var plugins = Directory.CreateDirectory(Path.Combine(harness.Root, "plugins")).FullName;
        foreach (var plugin in Directory.EnumerateFiles("/usr/lib/cni"))
        {
            File.CreateSymbolicLink(Path.Combine(plugins, Path.GetFileName(plugin)), plugin);
        }

        File.CreateSymbolicLink(Path.Combine(plugins, "no-such-plugin"), "/bin/true");
        await harness.RestartAsync(forget: false, $$"""{"network":"host","cniPlugins":["{{plugins}}"]}""");
        await harness.Driver.RemoveSandboxAsync(harness.Pod, CancellationToken.None);
        await AssertNothingIsLeftAsync(harness);
        Assert.Empty(Directory.EnumerateFiles("/run/reeve-test/test", "10.*"));
        await harness.StartAsync(launch);
    }

    public static async Task Agent_KilledWhileMaking_LeavesNothing()
    {
        await using var harness = await Harness.StartAsync(Options);
        var store = new PodNetworkStore($"/run/reeve/{harness.Owner.Token}/networks");
        store.Write(harness.Pod.Token, new PodNetworkRecord
        {
            List = """{"cniVersion":"1.0.0","name":"test","plugins":[{"type":"bridge","bridge":"reeve-test","ipam":{"type":"host-local","dataDir":"/run/reeve-test","ranges":[[{"subnet":"10.99.7.0/24"}]]}}]}""",
        });
        await store.NamespaceOf(harness.Pod.Token).CreateAsync();
        Assert.True(store.NamespaceOf(harness.Pod.Token).Exists);

        await harness.RestartAsync(forget: false); // the pod has no slice: nobody will ask for it

        Assert.Empty(store.Tokens);
        await AssertNothingIsLeftAsync(harness);
        await harness.StartAsync(harness.Shell("sleep 60"));
    }

    public static async Task Pod_OfTheMachinesNetwork_IsInIt()
    {
        await using var harness = await Harness.StartAsync(Options);
        harness.PodSpec = new PodSpec { HostNetwork = true };

        var (_, output) = await harness.RunAsync(harness.Shell("readlink /proc/self/ns/net"));

        Assert.Null(harness.Networks.Find(harness.Pod));
        // The manager was booted in the machine's network, this process is in one of its own.
        Assert.Equal((await Tool.RunAsync("readlink", ["/proc/1/ns/net"])).Output.Trim(), output.Trim());
    }

    private static async Task<string> ReadAsync(IPEndPoint server)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        await socket.ConnectAsync(server, deadline.Token);
        return await ReadAsync(socket);
    }

    private static async Task<string> ReadAsync(Socket socket)
    {
        using var deadline = new CancellationTokenSource(Eventually.Deadline);
        using var stream = new NetworkStream(socket);
        using var reader = new StreamReader(stream, Encoding.ASCII);
        return await reader.ReadToEndAsync(deadline.Token);
    }

    private static async Task AssertNothingIsLeftAsync(Harness harness)
    {
        var directory = $"/run/reeve/{harness.Owner.Token}/networks";
        Assert.Empty(Directory.EnumerateFiles(directory));
        Assert.DoesNotContain(directory, await File.ReadAllTextAsync("/proc/self/mountinfo"), StringComparison.Ordinal);
        if (Directory.Exists(Path.Combine(directory, "addresses")))
        {
            Assert.Empty(Directory.EnumerateFiles(Path.Combine(directory, "addresses"), "10.*", SearchOption.AllDirectories));
        }

        Assert.DoesNotContain("veth", (await Tool.RunAsync("ip", ["-brief", "link"])).Output, StringComparison.Ordinal);
        Assert.DoesNotContain(harness.Pod.Token, (await Tool.RunAsync("iptables-save", [])).Output, StringComparison.Ordinal);
    }
}
