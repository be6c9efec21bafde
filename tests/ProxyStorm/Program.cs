using Reeve.ProxyStorm;
using Reeve.ProxyStorm.Serving;

// serve PLUGIN STATE: a proxy that is told by its standard input what to serve.
// run ...: changes such a proxy at random while it is under load; see StormOptions.
return args switch
{
    ["serve", var plugin, var state] => await ServedProxy.RunAsync(plugin, state),
    ["run", .. var rest] when StormOptions.Parse(rest) is { } options => await Storm.RunAsync(options),
    _ => StormOptions.Explain(),
};
