using FsCheck;
using FsCheck.Fluent;
using Reeve.Plugins.Nginx.Certificates;
using Reeve.Plugins.Nginx.Checks;
using Reeve.Plugins.Nginx.Configuration;
using Reeve.Plugins.Nginx.Processes;
using Reeve.Plugins.Nginx.Upstreams;
using Reeve.Proxies;
using Reeve.Testing;
using Reeve.Testing.Nginx;

namespace Reeve.Plugins.Nginx.Tests.Configuration;

/// <summary>Whatever a document's texts hold, they stay texts.</summary>
public sealed class QuotingProperties
{
    private static readonly NginxProgram Program = new("nginx", "/modules/ngx_stream_module.so", true, true);

    private static readonly ConfigurationWriter Writer = new(new NginxOptions { Workers = 1, WorkerConnections = 512 }, "edge", "reeve-test");

    [Fact]
    public void Write_TextsThatTryToBeDirectives_MakesTheSameDirectivesAsHarmlessOnes() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var hostile = Shape(Write(HostileSnapshots.Make(seed, harmless: false)));
            var harmless = Shape(Write(HostileSnapshots.Make(seed, harmless: true)));
            return hostile.SequenceEqual(harmless).Label($"{string.Join('\n', hostile.Except(harmless))}\n--- not among\n{string.Join('\n', harmless.Except(hostile))}");
        }).QuickCheckThrowOnFailure();

    [RequiresFact(Component.Nginx)]
    public async Task Write_RandomSnapshots_NginxTakesThem()
    {
        using var directory = new TempDirectory();
        var files = new NginxFiles(directory["state"]);
        files.Create();
        var program = await NginxProgram.FindAsync(new NginxOptions { Program = NginxProgramFile.Path }, CancellationToken.None);
        for (var seed = 0; seed < 40; seed++)
        {
            var snapshot = HostileSnapshots.Make(seed, harmless: false);
            CertificateFiles.Of(snapshot.Certificates).Write(files.Root);
            PrivateFiles.Replace(files.Candidate, Write(snapshot, program));

            Assert.True(await program.TestAsync(files, files.Candidate, CancellationToken.None) is null, $"seed {seed}: {await program.TestAsync(files, files.Candidate, CancellationToken.None)}");
        }
    }

    private static string Write(ProxySnapshot snapshot, NginxProgram? program = null)
    {
        SnapshotCheck.Run(snapshot, NginxFeatures.All);
        var names = ResolvedNames.LookUpAsync(snapshot, null, TimeProvider.System, CancellationToken.None).GetAwaiter().GetResult();
        return Writer.Write(snapshot, CertificateFiles.Of(snapshot.Certificates), names, program ?? Program);
    }

    // A statement's first word unless it is quoted, how many words it has, and how it ends.
    private static string[] Shape(string configuration) =>
        [.. NginxStatements.Read(configuration).Select(statement => $"{(statement.Words is [['"', ..], ..] or [] ? "" : statement.Words[0])} {statement.Words.Length} {statement.End}")];
}
