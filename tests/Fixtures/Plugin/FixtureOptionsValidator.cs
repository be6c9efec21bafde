using Microsoft.Extensions.Options;

namespace Fixture;

[OptionsValidator]
internal sealed partial class FixtureOptionsValidator : IValidateOptions<FixtureOptions>;
