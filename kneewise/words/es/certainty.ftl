# Por qué estamos menos seguros de un efecto: una frase por cada motivo. Los puntos son de una escala de 0 a 100.

certainty-bias-very-high = La mayor parte de los datos ({ $share } %) viene de ensayos que no se hicieron con el cuidado necesario para fiarse de ellos.
certainty-bias-high = Una buena parte de los datos ({ $share } %) viene de ensayos que no se hicieron con el cuidado necesario para fiarse de ellos.
certainty-bias-some = La mayor parte de los datos ({ $share } %) viene de ensayos con puntos débiles en la forma de hacerlos.
certainty-bias-unknown = De la mayor parte de los datos ({ $share } %), nadie ha juzgado todavía con cuánto cuidado se hicieron los ensayos.
certainty-inconsistency = Los resultados cambian de un sitio a otro: en otro lugar, la mejora podría ser de { $low } a { $high } puntos.
certainty-imprecision-both = Los ensayos no distinguen una mejora clara de un daño: la mejora media podría ser de { $low } a { $high } puntos.
certainty-imprecision-wide = Los ensayos dejan abierto cuánto se mejora: de media, de { $low } a { $high } puntos.
certainty-imprecision-nobody = En los ensayos que pudimos usar aquí no participó nadie con este tratamiento.
certainty-imprecision-few = En los ensayos participaron pocas personas: { $people }.
certainty-imprecision-few-wide = En los ensayos participaron solo { $people } personas, demasiado pocas para decir cuánto se mejora.
certainty-indirect-class = Ningún ensayo de este tratamiento lleva a una comparación justa; la cifra se toma de tratamientos parecidos.
certainty-indirect-path = Ningún ensayo compara este tratamiento con uno simulado ni con los cuidados habituales; la cifra pasa por otros tratamientos.
certainty-indirect-later = Ningún ensayo siguió a las personas tanto tiempo: la última revisión fue a las { $weeks } semanas.
certainty-small-studies = La mayor parte de los datos ({ $share } %) viene de ensayos pequeños, que suelen mostrar mejoras mayores que los grandes.

# --- la misma pregunta con otras decisiones --------------------------------------------------------------------------
sensitivity-all = Todos los ensayos
sensitivity-no-high-risk = Sin los ensayos que no se hicieron con el cuidado necesario para fiarse de ellos
sensitivity-no-industry = Sin los ensayos pagados por fabricantes del tratamiento
sensitivity-placebo-only = Solo ensayos con un tratamiento simulado
sensitivity-large-only = Solo ensayos con 50 personas o más por grupo
sensitivity-wider-priors = Si de entrada se esperan más diferencias entre tratamientos
sensitivity-narrower-priors = Si de entrada se esperan menos diferencias entre tratamientos
sensitivity-rho-low = Si las puntuaciones de una misma persona se parecen menos a lo largo del tiempo de lo que suponemos
sensitivity-rho-high = Si las puntuaciones de una misma persona se parecen más a lo largo del tiempo de lo que suponemos
sensitivity-with-miles = Con el mayor ensayo de células, del que solo se sabe que «al año no fue mejor que la cortisona»
