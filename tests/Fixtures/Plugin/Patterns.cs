using System.ComponentModel.DataAnnotations;
using System.Diagnostics.Metrics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Reeve.Plugins;

namespace Fixture;

/// <summary>What plugins commonly do, one at a time, to see whether their code still unloads afterwards.</summary>
internal static class Patterns
{
    public static async Task RunAsync(ProviderContext context)
    {
        switch (context.Options.Get(FixtureJson.Default.FixtureOptions).Pattern)
        {
            case "own-container":
                await using (var services = new ServiceCollection().AddSingleton<FixtureService>().BuildServiceProvider())
                {
                    _ = services.GetRequiredService<FixtureService>();
                }

                break;
            case "own-container-undisposed":
                _ = new ServiceCollection().AddSingleton<FixtureService>().BuildServiceProvider().GetRequiredService<FixtureService>();
                break;
            case "add-logging":
                using (var services = new ServiceCollection().AddLogging().BuildServiceProvider())
                {
                    services.GetRequiredService<ILogger<FixtureService>>().LogInformation("said");
                }

                break;
            case "options-validate":
                Read(builder => builder.Validate(options => options.Pattern.Length > 0));
                break;
            case "options-validator":
                Read(builder => builder.Services.AddSingleton<IValidateOptions<FixtureOptions>, FixtureOptionsValidator>());
                break;
            case "data-annotations":
                Read(builder => builder.ValidateDataAnnotations());
                break;
            case "configuration-binder":
                _ = new ConfigurationBuilder().AddInMemoryCollection([new("Pattern", "x")]).Build().Get<FixtureOptions>();
                break;
            case "yaml":
                _ = new YamlDotNet.Serialization.DeserializerBuilder().Build().Deserialize<FixtureOptions>("Pattern: x");
                break;
            case "host-logger":
                FixtureLog.Said(context.Logger, "something");
                break;
            case "json-source-generated":
                _ = JsonSerializer.Serialize(new FixtureOptions(), FixtureJson.Default.FixtureOptions);
                break;
            case "json-reflection":
                _ = JsonSerializer.Serialize(new FixtureOptions());
                break;
            case "typed-http-client":
                _ = new ServiceCollection().AddHttpClient<FixtureService>().Services.BuildServiceProvider().GetRequiredService<FixtureService>();
                break;
            case "meter-disposed":
                using (var meter = new Meter("fixture"))
                {
                    meter.CreateObservableGauge("fixture.gauge", () => 1);
                }

                break;
            case "context-meter":
                context.Meter.CreateObservableGauge("fixture.gauge", () => 1);
                break;
            case "meter-undisposed":
                new Meter("fixture").CreateObservableGauge("fixture.gauge", () => 1);
                break;
            case "timer-live":
                FixtureService.Timer = new Timer(_ => FixtureService.Ticks++, null, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(10));
                break;
            case "task-running":
                _ = Task.Run(async () =>
                {
                    using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
                    while (await timer.WaitForNextTickAsync())
                    {
                        FixtureService.Ticks++;
                    }
                });
                break;
        }
    }

    private static void Read(Action<OptionsBuilder<FixtureOptions>> configure)
    {
        var services = new ServiceCollection();
        configure(services.AddOptions<FixtureOptions>().Configure(options => options.Pattern = "x"));
        using var provider = services.BuildServiceProvider();
        _ = provider.GetRequiredService<IOptions<FixtureOptions>>().Value;
    }
}
