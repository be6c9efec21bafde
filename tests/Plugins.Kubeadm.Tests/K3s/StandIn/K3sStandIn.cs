using System.Net.Sockets;
using System.Text;

namespace Reeve.Plugins.Kubeadm.Tests.K3s.StandIn;

/// <summary>
/// Stands for the program k3s, of which there is none to test with: it does on the machine what k3s' documentation says that it does, as far as
/// a provisioner sees it. A file that holds <see cref="Program"/> is it.
/// </summary>
internal static class K3sStandIn
{
    /// <summary>A version whose server changes the database and then does not start.</summary>
    public const string Broken = "broken";

    /// <summary>The program's file: a script that calls this assembly.</summary>
    public static string Program(string version, string kind = "whole") =>
        $"#!/bin/sh\nexec '{Environment.ProcessPath}' '{typeof(K3sStandIn).Assembly.Location}' '{typeof(K3sStandIn).FullName}' {nameof(RunAsync)} '{version}' {kind} \"$@\"\n";

    /// <summary>Is the program, with its exit code.</summary>
    public static async Task RunAsync(string[] arguments) => Environment.ExitCode = await EndAsync(arguments);

    private static async Task<int> EndAsync(string[] arguments)
    {
        var (version, kind) = (arguments[0], arguments[1]);
        switch (arguments[2..])
        {
            case ["--version"]:
                Console.WriteLine($"k3s version v{version} (stand-in)\ngo version go1.22");
                return 0;
            case ["server"]:
                return await ServeAsync(version, kind == Broken);
            case ["agent"]:
                return await TryAsync(JoinAsync);
            case ["kubectl", .. var asked]:
                return await TryAsync(() => K3sStandInKubectl.RunAsync(asked));
            case ["certificate", "rotate", "--data-dir", var data]:
                return Rotate(data);
            default:
                await Console.Error.WriteLineAsync($"unknown: {string.Join(' ', arguments)}");
                return 2;
        }
    }

    private static async Task<int> ServeAsync(string version, bool broken)
    {
        var settings = K3sSettings.Read();
        var data = settings.Get("data-dir", "/var/lib/rancher/k3s");
        Directory.CreateDirectory(Path.Combine(data, "server", "db"));
        await File.AppendAllTextAsync(Path.Combine(data, "server", "db", "state.db"), $"{version}\n");
        if (broken)
        {
            await Console.Error.WriteLineAsync("the database cannot be migrated");
            return 1;
        }

        var certificates = K3sStandInCertificates.Make(data, settings);
        if (settings.Get("cluster-init", "").Length == 0)
        {
            await K3sStandInPods.StartAsync(data); // of one machine alone, whose removal is looked at
        }

        await using var api = await K3sStandInApi.StartAsync(version, settings, certificates);
        certificates.WriteKubeconfig();
        Directory.CreateDirectory("/etc/rancher/node");
        await File.WriteAllTextAsync("/etc/rancher/node/password", "node\n");
        Run();
        return 0;
    }

    /// <summary>Who is not there yet is no accident.</summary>
    private static async Task<int> TryAsync(Func<Task<int>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return 1;
        }
    }

    private static async Task<int> JoinAsync()
    {
        if (await K3sStandInAgent.JoinAsync(K3sSettings.Read()) is { } wrong)
        {
            await Console.Error.WriteLineAsync(wrong);
            return 1; // and is started again
        }

        Run();
        return 0;
    }

    /// <summary>Says that it runs, until it is told to end.</summary>
    private static void Run()
    {
        Notify("READY=1");
        using var stop = new ManualResetEventSlim();
        using var term = System.Runtime.InteropServices.PosixSignalRegistration.Create(System.Runtime.InteropServices.PosixSignal.SIGTERM, context =>
        {
            context.Cancel = true;
            stop.Set();
        });
        stop.Wait();
    }

    // The server must be stopped, as k3s demands.
    private static int Rotate(string data)
    {
        if (!Directory.Exists(Path.Combine(data, "server", "tls")))
        {
            Console.Error.WriteLine("there is no server");
            return 1;
        }

        foreach (var path in Directory.EnumerateFiles(Path.Combine(data, "server", "tls"), "*.crt").Where(path => !path.EndsWith("-ca.crt", StringComparison.Ordinal)).ToList())
        {
            File.Delete(path);
            File.Delete(Path.ChangeExtension(path, ".key"));
        }

        return 0;
    }

    private static void Notify(string state)
    {
        var path = Environment.GetEnvironmentVariable("NOTIFY_SOCKET")!;
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Connect(new UnixDomainSocketEndPoint(path.StartsWith('@') ? $"\0{path[1..]}" : path));
        socket.Send(Encoding.UTF8.GetBytes(state));
    }
}
